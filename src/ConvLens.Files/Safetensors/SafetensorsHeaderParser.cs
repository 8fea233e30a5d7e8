using System.Text.Json;
using System.Text.Unicode;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Safetensors;

/// <summary>Parses the header's JSON token by token, so that nothing is taken for granted and nothing is kept that is not asked for.</summary>
internal ref struct SafetensorsHeaderParser(string path, ReadOnlySpan<byte> text)
{
    private const int MaxDepth = 4;
    private readonly bool _plausible = !text.IsEmpty && text[0] == '{' && Utf8.IsValid(text);
    private Utf8JsonReader _json = new(text, new JsonReaderOptions { MaxDepth = MaxDepth });

    public SafetensorsHeader Parse()
    {
        if (!_plausible) throw new FileFormatException(path, "the header must be UTF-8 text that begins with '{'", "something else");
        try
        {
            SafetensorsHeader header = ParseHeader();
            _json.Read();
            return header;
        }
        catch (JsonException fault)
        {
            throw new FileFormatException(path, "the header must be one JSON object", $"a fault near its byte {_json.BytesConsumed}", fault);
        }
    }

    private SafetensorsHeader ParseHeader()
    {
        Dictionary<string, string>? metadata = null;
        List<SafetensorsEntry> entries = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "the header must be a JSON object");
        while (NextKey() is string name)
        {
            if (!names.Add(name)) throw new FileFormatException(path, "every name may stand once in the header", $"another {Excerpt.Of(name)}");
            if (name == SafetensorsEntry.MetadataKey) metadata = ParseMetadata();
            else entries.Add(ParseEntry(name));
        }

        return new(entries, metadata ?? []);
    }

    private Dictionary<string, string> ParseMetadata()
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, "__metadata__ must be a map of strings");
        while (NextKey() is string key)
        {
            Expect(JsonTokenType.String, "__metadata__ must be a map of strings");
            if (!metadata.TryAdd(key, Text()))
                throw new FileFormatException(path, "every key may stand once in __metadata__", $"another {Excerpt.Of(key)}");
        }

        return metadata;
    }

    private SafetensorsEntry ParseEntry(string name)
    {
        string what = $"tensor {Excerpt.Of(name)}";
        (string? dtype, List<long>? extents, List<long>? offsets) = (null, null, null);
        Expect(JsonTokenType.StartObject, $"{what} must be a JSON object");
        while (NextKey() is string key)
        {
            if (key == "dtype" && dtype is null)
            {
                Expect(JsonTokenType.String, $"the dtype of {what} must be a string");
                dtype = Text();
            }
            else if (key == "shape" && extents is null) extents = ParseNumbers($"the shape of {what}", DeclaredShape.MaxRank);
            else if (key == "data_offsets" && offsets is null) offsets = ParseNumbers($"data_offsets of {what}", 2);
            else throw new FileFormatException(path, $"{what} may have dtype, shape and data_offsets once each", $"another {Excerpt.Of(key)}");
        }

        if (dtype is null || extents is null || offsets is not [long begin, long end])
            throw new FileFormatException(path, $"{what} needs dtype, shape and two data_offsets", "fewer");
        return Checked(new(name, TypeOf(what, dtype), DeclaredShape.Of(path, what, extents), begin, end), what);
    }

    private readonly ElementType TypeOf(string what, string dtype) => SafetensorsEntry.TypeOf(dtype)
        ?? throw new FileFormatException(path, $"the dtype of {what} must be F16, BF16, F32, F64, I8 to I64, U8 to U64 or BOOL", Excerpt.Of(dtype));

    private readonly SafetensorsEntry Checked(SafetensorsEntry entry, string what)
    {
        if (entry.Begin > entry.End)
            throw new FileFormatException(path, $"the data of {what} must begin before it ends", $"data_offsets {entry.Begin} and {entry.End}");
        long bytes = (long)entry.Shape.Length * entry.Type.Size;
        return entry.End - entry.Begin == bytes
            ? entry
            : throw new FileFormatException(
                path, $"{what} is {entry.Shape} {entry.Type.Name} ({bytes} bytes)", $"data_offsets over {entry.End - entry.Begin} bytes");
    }

    private List<long> ParseNumbers(string what, int max)
    {
        List<long> numbers = [];
        Expect(JsonTokenType.StartArray, $"{what} must be an array");
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0)
                throw new FileFormatException(path, $"{what} must be whole numbers from 0 to 2^63 - 1", "something else");
            if (numbers.Count == max) throw new FileFormatException(path, $"{what} may have at most {max} numbers", "more");
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>The next key of the object that is open, or null at the object's end.</summary>
    private string? NextKey() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName ? Text() : null;

    private void Expect(JsonTokenType token, string what)
    {
        if (!_json.Read() || _json.TokenType != token) throw new FileFormatException(path, what, $"a JSON token of kind {_json.TokenType}");
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new FileFormatException(path, "strings of the header must be whole Unicode characters", "half of a surrogate pair", fault);
        }
    }
}
