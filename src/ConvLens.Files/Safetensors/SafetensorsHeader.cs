using System.Buffers.Binary;

namespace ConvLens.Files.Safetensors;

/// <summary>The names, types, shapes and places of a file's tensors, which cover its data without gap or overlap.</summary>
/// <param name="Entries">By place, first byte first.</param>
/// <param name="Metadata">The map of strings.</param>
internal sealed record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    public const int MaxLength = 100_000_000;

    public static SafetensorsHeader Read(ExactReader reader)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(reader.Take(sizeof(ulong), "the header's length"));
        if (length > MaxLength) throw new FileFormatException(reader.Path, $"the header may have at most {MaxLength} bytes", $"{length}");
        byte[] json = reader.Take((int)length, "the header");
        SafetensorsHeader header = new SafetensorsHeaderParser(reader.Path, json).Parse();
        return header.Covering(reader.Path, reader.Remaining);
    }

    private SafetensorsHeader Covering(string path, long dataLength)
    {
        SafetensorsEntry[] entries = [.. Entries.OrderBy(entry => entry.Begin)];
        long end = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            string name = Excerpt.Of(entry.Name);
            if (entry.Begin != end)
                throw new FileFormatException(
                    path, $"the data of tensor {name} must begin at byte {end}, where the one before it ends", $"byte {entry.Begin}");
            if (entry.End > dataLength)
                throw new FileFormatException(path, $"the data of tensor {name} ends at byte {entry.End}", $"{dataLength} bytes of data");
            end = entry.End;
        }

        if (end != dataLength) throw new FileFormatException(path, $"the tensors take {end} bytes", $"{dataLength} bytes of data");
        return this with { Entries = entries };
    }
}
