using System.Globalization;
using ConvLens.Files.Onnx.Wire;

namespace ConvLens.Files.Onnx.Values;

/// <summary>The files beside a model in which it keeps its tensors: only inside the model's folder.</summary>
internal sealed class ExternalFiles(string? folder) : IDisposable
{
    private readonly Dictionary<string, FileBytes> _open = new(StringComparer.Ordinal);

    /// <summary>Where the bytes of a tensor lie.</summary>
    /// <param name="name">The tensor, for the sentence.</param>
    /// <param name="place">The keys <c>location</c>, <c>offset</c> and <c>length</c> of the standard.</param>
    /// <exception cref="OnnxFault">The place is outside the folder or the file.</exception>
    public (ByteRange? Bytes, ByteSource Source) Find(string name, Dictionary<string, string> place)
    {
        if (!place.TryGetValue("location", out string? location) || location.Length == 0) throw new OnnxFault($"{name} lies in another file", "no location");
        FileBytes file = Open(name, location);
        long offset = Number(name, place, "offset") ?? 0, length = Number(name, place, "length") ?? Math.Max(0, file.Length - offset);
        if (offset > file.Length || length > file.Length - offset) throw new OnnxFault($"{name} takes {length} bytes from byte {offset} of {Excerpt.Of(location)}", $"a file of {file.Length} bytes");
        return (new ByteRange(offset, length), file);
    }

    public void Dispose()
    {
        foreach (FileBytes file in _open.Values) file.Dispose();
    }

    private FileBytes Open(string name, string location)
    {
        if (folder is null) throw new OnnxFault($"{name} lies in the file {Excerpt.Of(location)}", "a model without a folder");
        if (_open.TryGetValue(location, out FileBytes? open)) return open;
        string path = Inside(name, location);
        if (!File.Exists(path)) throw new OnnxFault($"{name} lies in the file {Excerpt.Of(location)} beside the model", "no such file");
        return _open[location] = FileBytes.Open(path);
    }

    // A link could lead out of the folder that the text stays in.
    private string Inside(string name, string location)
    {
        string[] parts = location.Split('/', '\\');
        bool escapes = Path.IsPathRooted(location) || location.Contains(':') || location.Contains('\0') || parts.Contains("..", StringComparer.Ordinal);
        string path = escapes ? "" : Path.Combine([folder!, .. parts]);
        for (string? at = path; !escapes && at is not null && at.Length > folder!.Length; at = Path.GetDirectoryName(at)) escapes = new FileInfo(at).LinkTarget is not null;
        return escapes ? throw new OnnxFault($"{name} must lie in the model's folder", $"the location {Excerpt.Of(location)}") : path;
    }

    private static long? Number(string name, Dictionary<string, string> place, string key) =>
        !place.TryGetValue(key, out string? text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw new OnnxFault($"the {key} of {name} must be a whole number", Excerpt.Of(text));
}
