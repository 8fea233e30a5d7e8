using System.Text;
using static ConvLens.Files.Hdf5.Writing.Hdf5Bytes;

namespace ConvLens.Files.Hdf5.Writing;

/// <summary>One message of an object's header, in its oldest version.</summary>
internal readonly record struct Hdf5Message(HeaderMessageType Type, byte[] Body)
{
    // A message has less than 64 KiB; Keras cuts its lists at the same length.
    private const int MaxListBytes = 64_512;

    /// <summary>float32, least byte first.</summary>
    public static Hdf5Message Float32 { get; } = new(HeaderMessageType.Datatype, [0x11, 0x20, 31, 0, .. U32(4), 0, 0, 32, 0, 23, 8, 0, 23, .. U32(127)]);

    public static Hdf5Message Space(IReadOnlyList<int> extents) => new(HeaderMessageType.Dataspace, SpaceBytes(extents));

    /// <summary>Numbers in one run.</summary>
    public static Hdf5Message Contiguous(ulong address, ulong length) => new(HeaderMessageType.DataLayout, [3, 1, .. U64(address), .. U64(length)]);

    public static Hdf5Message Group(ulong tree, ulong heap) => new(HeaderMessageType.SymbolTable, [.. U64(tree), .. U64(heap)]);

    /// <summary>An attribute that is one text.</summary>
    public static Hdf5Message Text(string name, string value) => Attribute(name, [], [value], Encoding.UTF8.GetByteCount(value));

    /// <summary>An attribute that is a list of texts; a long one as several attributes with numbers behind their name, as Keras does.</summary>
    public static IEnumerable<Hdf5Message> Texts(string name, IReadOnlyList<string> values)
    {
        int size = values.Select(Encoding.UTF8.GetByteCount).Append(1).Max(), most = Math.Max(1, MaxListBytes / size);
        return values.Count <= most ? [Attribute(name, [values.Count], values, size)] : values.Chunk(most).Select((part, i) => Attribute($"{name}{i}", [part.Length], part, size));
    }

    /// <summary>Texts of <paramref name="size"/> bytes, filled up with zeros.</summary>
    private static Hdf5Message Attribute(string name, int[] extents, IReadOnlyList<string> values, int size)
    {
        byte[] title = [.. Encoding.UTF8.GetBytes(name), 0], type = [0x13, 1, 0, 0, .. U32(size)], space = SpaceBytes(extents), data = new byte[values.Count * size];
        for (int i = 0; i < values.Count; i++) Encoding.UTF8.GetBytes(values[i], data.AsSpan(i * size, size));
        return new(HeaderMessageType.Attribute, [1, 0, .. U16(title.Length), .. U16(type.Length), .. U16(space.Length), .. Padded(title), .. Padded(type), .. Padded(space), .. data]);
    }

    private static byte[] SpaceBytes(IReadOnlyList<int> extents) => [1, (byte)extents.Count, 0, 0, 0, 0, 0, 0, .. extents.SelectMany(extent => U64((ulong)extent))];
}
