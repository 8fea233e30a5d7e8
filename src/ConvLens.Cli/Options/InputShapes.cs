using System.Globalization;
using ConvLens.Compute.Tensors;

namespace ConvLens.Cli.Options;

/// <summary><c>[NAME=]N,C,H,W</c>: shapes by input name; without a name for the only input.</summary>
internal static class InputShapes
{
    /// <summary>Every shape by its input's name, which may be empty.</summary>
    /// <exception cref="UsageException">A text is no shape, or two are of one input.</exception>
    public static IReadOnlyDictionary<string, Shape> Parse(string option, IReadOnlyList<string> texts)
    {
        Dictionary<string, Shape> shapes = new(StringComparer.Ordinal);
        foreach (string text in texts)
        {
            int equals = text.LastIndexOf('=');
            if (!shapes.TryAdd(text[..Math.Max(0, equals)], Shape(option, text, text[(equals + 1)..]))) throw new UsageException($"{option} gives the shape of one input twice: {text}");
        }

        return shapes;
    }

    private static Shape Shape(string option, string text, string extents)
    {
        int[] numbers = [.. extents.Split(',', 'x', '×').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int extent) ? extent : 0)];
        try
        {
            return new(numbers);
        }
        catch (ArgumentException)
        {
            throw new UsageException($"{option} must be whole numbers of at least 1 as in 1,3,224,224, found {text}");
        }
    }
}
