using System.Globalization;
using System.Numerics;
using ConvLens.Imaging.Resampling;

namespace ConvLens.Data.Pictures;

/// <content>Preprocessing as text.</content>
public sealed partial record Preprocessing
{
    private const string Forms = "imagenet, caffe, unit, none, or words like mean=0.5 std=0.5 scale=1/255 bgr crop=0.875";

    private static (string Name, Preprocessing Value)[] Named => [("imagenet", ImageNet), ("caffe", Caffe), ("unit", Unit), ("none", None)];

    /// <summary>The names of the usual ones.</summary>
    public static IReadOnlyList<string> Names => [.. Named.Select(pair => pair.Name)];

    /// <summary>Reads a text; <see cref="ToString"/> gives it back.</summary>
    /// <exception cref="FormatException">The text says something else; the message is one sentence.</exception>
    public static Preprocessing Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) throw new FormatException($"preprocessing is {Forms}, found nothing");
        (string? name, Preprocessing result) = Named.FirstOrDefault(pair => pair.Name == words[0], (null!, Unit));
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
        return result.Checked();
    }

    /// <summary>The shortest text that <see cref="Parse"/> reads as the same: a name, or words.</summary>
    public override string ToString()
    {
        foreach ((string name, Preprocessing value) in Named) if (value == this) return name;
        List<string> words = [$"scale={(Scale == 1f / 255 ? "1/255" : $"{Scale:R}")}", $"mean={Text(Mean)}", $"std={Text(Std)}", IsBgr ? "bgr" : "rgb"];
        words.Add(Fit switch { PictureFit.Crop => $"crop={Crop:R}", PictureFit.Keep => "size=keep", _ => "size=input" });
        if (Filter == ResizeFilter.Lanczos) words.Add("filter=lanczos");
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

    private Preprocessing Checked()
    {
        float top = Scale * byte.MaxValue * 1.001f;
        for (int channel = 0; channel < 3; channel++)
        {
            if (!(Std[channel] > 0)) throw new FormatException($"std must be above 0, found {Std[channel]:R}");
            if (Mean[channel] < 0 || Mean[channel] > top) throw new FormatException($"with scale={Scale:R} levels are 0 to {Scale * byte.MaxValue:0.###}, and a mean must lie there (scale=1 leaves them at 0 to 255), found {Mean[channel]:R}");
        }

        return this;
    }
}
