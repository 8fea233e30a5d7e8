using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Safetensors;

/// <summary>Reads and writes named tensors in the safetensors format [safetensors].</summary>
/// <remarks>
/// <para>Read: F16, BF16, F32, F64, I8 to I64, U8 to U64 and BOOL, rounded to the nearest float32; a tensor without axes becomes one of
/// shape [1]. The header is checked whole before the first tensor is made: its length, its JSON, that names are unique, that every size is
/// its shape's, and that the data is covered without gap or overlap. Tensors with an extent of 0 are refused. The data is then read tensor
/// by tensor and never held twice.</para>
/// <para>Written: F32 in logical order (N, C, H, W), tensors in the order given, metadata by key, the header padded with spaces to a multiple
/// of 8 bytes. The same content gives the same bytes.</para>
/// </remarks>
public static class SafetensorsFile
{
    private const int Alignment = 8;

    /// <summary>All tensors of a file.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what a tensor cannot.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SafetensorsContent Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>All tensors between the stream's position and its end.</summary>
    /// <param name="stream">A stream that can seek, so that its length is known.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="FileFormatException">The stream is damaged, or holds what a tensor cannot.</exception>
    public static SafetensorsContent Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ExactReader reader = new(stream, name);
        SafetensorsHeader header = SafetensorsHeader.Read(reader);
        return new(
            [.. header.Entries.Select(entry => (entry.Name, LogicalTensor.Read(reader, entry.Shape, entry.Type, bigEndian: false)))],
            header.Metadata);
    }

    /// <summary>Writes tensors and metadata; the file appears whole or not at all.</summary>
    /// <param name="path">Where the file will stand.</param>
    /// <param name="tensors">The tensors with their names, in the order they will have.</param>
    /// <param name="metadata">Free notes about the file; none by default.</param>
    /// <exception cref="ArgumentException">Two tensors share a name, or one is called <c>__metadata__</c>.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));

    /// <summary>Writes tensors and metadata to a stream.</summary>
    /// <exception cref="ArgumentException">Two tensors share a name, or one is called <c>__metadata__</c>.</exception>
    public static void Write(Stream stream, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        ReadOnlySpan<byte> header = HeaderFor(tensors, metadata ?? new Dictionary<string, string>(StringComparer.Ordinal));
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        int padding = -header.Length & (Alignment - 1);
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)(header.Length + padding));
        stream.Write(length);
        stream.Write(header);
        stream.Write("       "u8[..padding]);
        foreach ((_, Tensor tensor) in tensors) LogicalTensor.Write(stream, tensor);
    }

    private static ReadOnlySpan<byte> HeaderFor(IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0) WriteMetadata(json, metadata);
            long offset = 0;
            HashSet<string> names = new(StringComparer.Ordinal) { SafetensorsEntry.MetadataKey };
            foreach ((string name, Tensor tensor) in tensors)
            {
                if (!names.Add(name)) throw new ArgumentException($"every tensor needs a name of its own, found another '{name}'", nameof(tensors));
                long end = offset + ((long)tensor.Length * sizeof(float));
                WriteEntry(json, name, tensor.Shape, offset, end);
                offset = end;
            }

            json.WriteEndObject();
        }

        return text.WrittenSpan;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(SafetensorsEntry.MetadataKey);
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, Shape shape, long begin, long end)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", "F32");
        json.WriteStartArray("shape");
        foreach (int extent in shape) json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
