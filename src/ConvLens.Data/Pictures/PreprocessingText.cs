using System.Globalization;
using System.Numerics;
using ConvLens.Imaging.Resampling;

namespace ConvLens.Data.Pictures;

/// <summary>Preprocessing as text.</summary>
internal static class PreprocessingText
{
    private const string Forms = "imagenet, caffe, unit, none, or words like mean=0.5 std=0.5 scale=1/255 bgr crop=0.875";

    public static (string Name, Preprocessing Value)[] Named { get; } = [("imagenet", Preprocessing.ImageNet), ("caffe", Preprocessing.Caffe), ("unit", Preprocessing.Unit), ("none", Preprocessing.None)];

    public static Preprocessing Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new FormatException($"preprocessing is {Forms}, found nothing");
        (string? name, Preprocessing result) = Named.FirstOrDefault(pair => pair.Name == words[0], (null!, Preprocessing.Unit));
        int size = 0;
        double crop = 0;
        foreach (string word in name is null ? words : words.Skip(1))
        {
            (string key, string value) = word.Split('=', 2) is [var before, var after] ? (before, after) : (word, "");
            switch (key)
            {
                case "mean": result = result with { Mean = Channels(word, value) }; break;
                case "std": result = result with { Std = Channels(word, value) }; break;
                case "scale": result = result with { Scale = (float)Fraction(word, value) }; break;
                case "crop": crop = Fraction(word, value); break;
                case "size" when value is "input" or "keep": result = result with { Fit = value == "keep" ? PictureFit.Keep : PictureFit.Stretch, Crop = 1 }; break;
                case "size" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size > 0: break;
                case "filter" when value is "bilinear" or "lanczos": result = result with { Filter = value == "lanczos" ? ResizeFilter.Lanczos : ResizeFilter.Bilinear }; break;
                case "rgb" or "bgr" when value.Length == 0: result = result with { IsBgr = key == "bgr" }; break;
                default: throw new FormatException($"preprocessing is {Forms}, found '{word}'");
            }
        }

        if (size > 0 || crop > 0) result = result with { Fit = PictureFit.Crop, Crop = Part(size, crop) };
        return Checked(result);
    }

    public static string Of(Preprocessing value)
    {
        foreach ((string name, Preprocessing usual) in Named) if (usual == value) return name;
        List<string> words = [$"scale={(value.Scale == 1f / 255 ? "1/255" : $"{value.Scale:R}")}", $"mean={Text(value.Mean)}", $"std={Text(value.Std)}", value.IsBgr ? "bgr" : "rgb"];
        words.Add(value.Fit switch { PictureFit.Crop => $"crop={value.Crop:R}", PictureFit.Keep => "size=keep", _ => "size=input" });
        if (value.Filter == ResizeFilter.Lanczos) words.Add("filter=lanczos");
        return string.Join(' ', words);
    }

    private static double Part(int size, double crop)
    {
        double part = size > 0 ? crop / size : crop;
        return part is > 0 and <= 1 ? part : throw new FormatException(size > 0
            ? $"size={size} needs crop=N with N from 1 to {size}, found {(crop == 0 ? "none" : $"{crop:R}")}"
            : $"crop is a part above 0 and at most 1, or comes with size=N, found {crop:R}");
    }

    private static Vector3 Channels(string word, string value)
    {
        float[] numbers = [.. value.Split(',').Select(part => (float)Fraction(word, part, allowsZero: true))];
        return numbers.Length switch
        {
            1 => new(numbers[0]),
            3 => new(numbers),
            _ => throw new FormatException($"'{word}' must have one number or three, found {numbers.Length}"),
        };
    }

    /// <summary>A number, or one divided by another.</summary>
    private static double Fraction(string word, string value, bool allowsZero = false)
    {
        double result = 1;
        string[] parts = value.Split('/', 2);
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) throw new FormatException($"'{word}' must be a number, found '{value}'");
            result = i == 0 ? number : result / number;
        }

        return double.IsFinite(result) && float.IsFinite((float)result) && (allowsZero || result > 0) ? result : throw new FormatException($"'{word}' must be {(allowsZero ? "finite" : "above 0")}, found '{value}'");
    }

    private static string Text(Vector3 value) => value == new Vector3(value.X) ? $"{value.X:R}" : $"{value.X:R},{value.Y:R},{value.Z:R}";

    private static Preprocessing Checked(Preprocessing result)
    {
        float top = result.Scale * byte.MaxValue;
        for (int channel = 0; channel < 3; channel++)
        {
            (float mean, float std) = (result.Mean[channel], result.Std[channel]);
            if (!(std > 0)) throw new FormatException($"std must be above 0, found {std:R}");
            // Rounding of 255 / 255 must not refuse a mean of 1.
            if (mean < 0 || mean > top * 1.001f) throw new FormatException($"with scale={result.Scale:R} levels are 0 to {top:0.###}, and a mean must lie there (scale=1 leaves them at 0 to 255), found {mean:R}");
        }

        return result;
    }
}
