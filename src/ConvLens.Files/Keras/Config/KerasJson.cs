using System.Text.Json;

namespace ConvLens.Files.Keras.Config;

/// <summary>Pieces of a model's JSON with their kinds checked.</summary>
internal static class KerasJson
{
    public static JsonElement Member(string path, string what, JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member) ? member : throw new FileFormatException(path, $"{what} must have '{name}'", "none");

    public static IEnumerable<JsonElement> Items(string path, string what, JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw new FileFormatException(path, $"{what} must be a list", $"{json.ValueKind}");

    public static string Text(string path, string what, JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString()! : throw new FileFormatException(path, $"{what} must be text", $"{json.ValueKind}");
        }
        catch (InvalidOperationException fault)
        {
            throw new FileFormatException(path, $"{what} must be whole Unicode characters", "half of a surrogate pair", fault);
        }
    }
}
