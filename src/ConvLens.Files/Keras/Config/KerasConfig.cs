using System.Text.Json;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Keras.Config;

/// <summary>The options of a layer, read from JSON with their kinds checked.</summary>
/// <param name="path">The file, for sentences.</param>
/// <param name="title">The layer in sentences.</param>
/// <param name="json">The options.</param>
internal sealed class KerasConfig(string path, string title, JsonElement json)
{
    private const int MostPixels = 1 << 16;

    public string Title => title;

    /// <summary>Whether an option is there and not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>An option, or null where it is missing or null.</summary>
    public JsonElement? Find(string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public float Number(string name, float otherwise) => Find(name) is not { } value ? otherwise : NumberOf(name, value);

    public float? Number(string name) => Find(name) is { } value ? NumberOf(name, value) : null;

    public int Integer(string name, int otherwise) => Find(name) is not { } value ? otherwise : IntegerOf(name, value);

    public int Integer(string name) => Find(name) is { } value ? IntegerOf(name, value) : throw Fault(name, "a whole number", "none");

    public bool Flag(string name, bool otherwise) => Find(name) is not { } value ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.ValueKind == JsonValueKind.True : throw Fault(name, "true or false", $"{value.ValueKind}");

    public string Text(string name, string otherwise) => Find(name) is { } value ? KerasJson.Text(path, $"'{name}' of {title}", value) : otherwise;

    /// <summary>Rows and columns of at least 1: one number for both, or two.</summary>
    public Extent Pair(string name, Extent otherwise)
    {
        if (Find(name) is not { } value) return otherwise;
        int[] numbers = value.ValueKind == JsonValueKind.Array ? [.. Integers(name)] : [IntegerOf(name, value)];
        Extent pair = numbers switch
        {
            [int both] => new Extent(both, both),
            [int rows, int columns] => new(rows, columns),
            _ => throw Fault(name, "one or two numbers", $"{numbers.Length}"),
        };
        return Math.Min(pair.Rows, pair.Columns) >= 1 && Math.Max(pair.Rows, pair.Columns) <= MostPixels ? pair : throw Fault(name, $"from 1 to {MostPixels}", $"{pair}");
    }

    /// <summary>A list of whole numbers; null stands for <paramref name="open"/>.</summary>
    public IReadOnlyList<int> Integers(string name, int open = -1)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Array } value) throw Fault(name, "a list of whole numbers", Find(name) is { } found ? $"{found.ValueKind}" : "none");
        return [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? open : IntegerOf(name, item))];
    }

    /// <summary>Pixels at the four sides: one number, one for rows and one for columns, or two of two.</summary>
    public Margins Margins(string name)
    {
        if (Find(name) is not { } value) return 1;
        if (value.ValueKind != JsonValueKind.Array) return Side(name, value);
        JsonElement[] axes = [.. value.EnumerateArray()];
        if (axes.Length != 2) throw Fault(name, "numbers for two axes", $"{axes.Length}");
        ((int top, int bottom), (int left, int right)) = (Sides(name, axes[0]), Sides(name, axes[1]));
        return new(top, left, bottom, right);
    }

    /// <summary>The refusal of an option.</summary>
    public FileFormatException Fault(string name, string expected, string found) => new(path, $"'{name}' of {title} must be {expected}", found);

    private (int Before, int After) Sides(string name, JsonElement axis)
    {
        if (axis.ValueKind != JsonValueKind.Array) return (Side(name, axis), Side(name, axis));
        JsonElement[] sides = [.. axis.EnumerateArray()];
        return sides.Length == 2 ? (Side(name, sides[0]), Side(name, sides[1])) : throw Fault(name, "two numbers an axis", $"{sides.Length}");
    }

    private int Side(string name, JsonElement value) => IntegerOf(name, value) is >= 0 and <= MostPixels and int side ? side : throw Fault(name, $"from 0 to {MostPixels}", value.GetRawText());

    private int IntegerOf(string name, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Fault(name, "a whole number of 32 bits", $"{value.ValueKind}");

    private float NumberOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out float number) && float.IsFinite(number) ? number : throw Fault(name, "a number", $"{value.ValueKind}");
}
