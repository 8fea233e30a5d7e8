using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConvLens.Compute.Tensors;
using ConvLens.Figures;
using ConvLens.Files;
using ConvLens.Files.Npy;
using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Tones;

namespace ConvLens.Studies.Output;

/// <summary>The folder that results go to. Nothing is written outside it, and every file appears whole or not at all.</summary>
/// <param name="path">The folder; made when the first file is written.</param>
/// <param name="provenance">What every record says of its origin.</param>
/// <param name="saveArrays">Whether figures leave their numbers as .npy beside them.</param>
public sealed class ResultFolder(string path, Provenance provenance, bool saveArrays)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    /// <summary>Whether figures leave their numbers as .npy beside them.</summary>
    public bool SaveArrays => saveArrays;

    /// <summary>Where a file of this folder lies.</summary>
    /// <param name="name">Its name, with <c>/</c> between subfolders.</param>
    /// <exception cref="ArgumentException">The name leads out of the folder.</exception>
    public string PathOf(string name)
    {
        string full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, name));
        string inside = System.IO.Path.EndsInDirectorySeparator(Path) ? Path : Path + System.IO.Path.DirectorySeparatorChar;
        return full.Length > inside.Length && full.StartsWith(inside, StringComparison.Ordinal) ? full
            : throw new ArgumentException($"'{name}' leads out of the result folder", nameof(name));
    }

    /// <summary>A name that is one part of a path: whatever could separate parts becomes <c>_</c>.</summary>
    public static string FileNameOf(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')).TrimStart('.');

    /// <summary>Writes a figure: NAME.png or NAME.svg, NAME.json, and NAME.npy or NAME.csv where it has numbers.</summary>
    /// <returns>The record in NAME.json.</returns>
    public JsonObject Write(Figure figure, string folder = "")
    {
        string name = folder.Length == 0 ? figure.Name : $"{folder}/{figure.Name}";
        if (figure is SheetFigure sheet)
        {
            AtomicFile.Write(PathOf($"{name}.png"), stream => PngWriter.Write(sheet.ToRaster(), stream));
            if (saveArrays && sheet.Values is { } values) Write($"{name}.npy", values);
        }
        else WriteText($"{name}.svg", figure.ToSvg());

        if (figure is ChartFigure { Csv: { } csv }) WriteText($"{name}.csv", csv);
        JsonObject ranges = [];
        foreach ((string group, ToneRange range) in figure.Ranges) ranges[group] = new JsonArray(range.Low, range.High);
        JsonObject record = provenance.ToJson();
        record["figure"] = figure.Name;
        record["caption"] = figure.Caption;
        record["toneRange"] = ranges;
        Write($"{name}.json", record);
        return record;
    }

    /// <summary>Writes an array in logical order.</summary>
    public void Write(string name, Tensor values) => NpyFile.Write(PathOf(name), values);

    /// <summary>Writes whole numbers in logical order.</summary>
    public void Write(string name, Shape shape, ReadOnlyMemory<int> values) => NpyFile.Write(PathOf(name), shape, values);

    /// <summary>Writes a record.</summary>
    public void Write(string name, JsonObject record) => WriteText(name, ToText(record));

    /// <summary>Writes a text in UTF-8.</summary>
    public void WriteText(string name, string text) => AtomicFile.Write(PathOf(name), stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>A record as it stands in files and on standard output: indented, with a newline at its end.</summary>
    public static string ToText(JsonObject record) => record.ToJsonString(Readable) + "\n";

    /// <summary>A new record that begins with the provenance.</summary>
    public JsonObject NewRecord() => provenance.ToJson();
}
