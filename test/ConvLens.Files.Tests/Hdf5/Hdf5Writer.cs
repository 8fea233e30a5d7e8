using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ConvLens.Files.Tests.Hdf5;

/// <summary>Writes HDF5 files of the oldest version from the format's own rules: objects first, then the groups that hold them.</summary>
internal sealed class Hdf5Writer
{
    private const int SuperblockBytes = 96;
    private const ulong Nowhere = ulong.MaxValue;
    private readonly List<byte> _bytes = [.. new byte[SuperblockBytes]];
    private readonly int _userBlock;

    public Hdf5Writer(int userBlock = 0) => _userBlock = userBlock;

    /// <summary>An attribute of texts of one length.</summary>
    public static byte[] Texts(string name, params string[] values)
    {
        int size = Math.Max(1, values.Max(value => Encoding.UTF8.GetByteCount(value)));
        List<byte> data = [];
        foreach (string value in values) data.AddRange([.. Encoding.UTF8.GetBytes(value), .. new byte[size - Encoding.UTF8.GetByteCount(value)]]);
        return Attribute(name, [0x13, 1, 0, 0, .. U32(size)], [values.Length], [.. data]);
    }

    /// <summary>An attribute of one text of any length, which lies in a heap.</summary>
    public byte[] LongText(string name, string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        int objects = 16 + ((text.Length + 7) / 8 * 8), size = 16 + objects + 16;
        ulong heap = Place([.. "GCOL"u8, 1, 0, 0, 0, .. U64((ulong)size), 1, 0, 1, 0, 0, 0, 0, 0, .. U64((ulong)text.Length), .. text, .. new byte[objects - 16 - text.Length], .. new byte[16]]);
        return Attribute(name, [0x19, 1, 0, 0, .. U32(16), 0x13, 0, 0, 0, .. U32(1)], [], [.. U32(text.Length), .. U64(heap), .. U32(1)]);
    }

    /// <summary>float32 numbers in one run, or in chunks (deflated after a shuffle and before a checksum, if <paramref name="deflate"/>).</summary>
    public ulong Dataset(int[] extents, float[] values, int[]? chunk = null, bool deflate = false, params byte[][] attributes)
    {
        byte[] data = [.. values.SelectMany(value => BitConverter.GetBytes(value))];
        return Dataset(Float32, sizeof(float), extents, data, chunk, deflate, attributes);
    }

    /// <summary>Elements of any type.</summary>
    public ulong Dataset(byte[] type, int elementSize, int[] extents, byte[] data, int[]? chunk = null, bool deflate = false, params byte[][] attributes)
    {
        List<(int, byte[])> messages = [(1, Space(extents)), (3, type)];
        if (chunk is null) messages.Add((8, [3, 1, .. U64(Place(data)), .. U64((ulong)data.Length)]));
        else
        {
            if (deflate) messages.Add((11, [1, 3, 0, 0, 0, 0, 0, 0, .. Filter(2, elementSize), .. Filter(1, 6), .. Filter(3)]));
            messages.Add((8, [3, 2, (byte)(chunk.Length + 1), .. U64(Chunks(elementSize, extents, data, chunk, deflate)), .. chunk.SelectMany(extent => U32(extent)), .. U32(elementSize)]));
        }

        foreach (byte[] attribute in attributes) messages.Add((12, attribute));
        return Header(messages);
    }

    /// <summary>A group of named objects.</summary>
    public ulong Group(IEnumerable<(string Name, ulong Address)> members, params byte[][] attributes)
    {
        List<byte> names = [.. new byte[8]], symbols = [];
        int count = 0;
        foreach ((string name, ulong address) in members.OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            symbols.AddRange([.. U64((ulong)names.Count), .. U64(address), .. new byte[24]]);
            names.AddRange([.. Encoding.UTF8.GetBytes(name), 0]);
            Pad(names);
            count++;
        }

        ulong heapData = Place([.. names]), heap = Place([.. "HEAP"u8, 0, 0, 0, 0, .. U64((ulong)names.Count), .. U64(Nowhere), .. U64(heapData)]);
        ulong node = Place([.. "SNOD"u8, 1, 0, .. U16(count), .. symbols]);
        ulong tree = Place([.. "TREE"u8, 0, 0, .. U16(1), .. U64(Nowhere), .. U64(Nowhere), .. U64(0), .. U64(node), .. U64(0)]);
        return Header([(17, [.. U64(tree), .. U64(heap)]), .. attributes.Select(attribute => (12, attribute))]);
    }

    /// <summary>The file with this group as its root.</summary>
    public byte[] Finish(ulong root)
    {
        byte[] head =
        [
            0x89, .. "HDF"u8, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0, 0, 8, 8, 0, 4, 0, 16, 0, 0, 0, 0, 0,
            .. U64((ulong)_userBlock), .. U64(Nowhere), .. U64((ulong)_bytes.Count), .. U64(Nowhere), .. U64(0), .. U64(root), .. new byte[24],
        ];
        head.CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes));
        return [.. new byte[_userBlock], .. _bytes];
    }

    public static byte[] Float32 { get; } = [0x11, 0x20, 31, 0, .. U32(4), 0, 0, 32, 0, 23, 8, 0, 23, .. U32(127)];

    public static byte[] Float64 { get; } = [0x11, 0x20, 63, 0, .. U32(8), 0, 0, 64, 0, 52, 11, 0, 52, .. U32(1023)];

    /// <summary>MATLAB's complex numbers.</summary>
    public static byte[] Complex { get; } = [0x16, 2, 0, 0, .. U32(16), .. Member("real", 0), .. Member("imag", 8)];

    /// <summary>References to objects.</summary>
    public static byte[] Reference { get; } = [0x17, 0, 0, 0, .. U32(8)];

    private static byte[] Member(string name, int offset) => [.. Encoding.ASCII.GetBytes(name), 0, 0, 0, 0, .. U32(offset), .. new byte[28], .. Float64];

    private ulong Chunks(int elementSize, int[] extents, byte[] data, int[] chunk, bool deflate)
    {
        List<byte> entries = [];
        int count = 0;
        int[] counts = [.. extents.Zip(chunk, (extent, size) => (extent + size - 1) / size)];
        for (int number = 0; number < counts.Aggregate(1, (a, b) => a * b); number++, count++)
        {
            int[] start = [.. Index(number, counts).Zip(chunk, (i, size) => i * size)];
            byte[] stored = Chunk(elementSize, extents, data, chunk, start);
            if (deflate) stored = Filtered(stored, elementSize);
            ulong address = Place(stored);
            entries.AddRange([.. U32(stored.Length), .. U32(0), .. start.SelectMany(i => U64((ulong)i)), .. U64(0), .. U64(address)]);
        }

        return Place([.. "TREE"u8, 1, 0, .. U16(count), .. U64(Nowhere), .. U64(Nowhere), .. entries, .. new byte[16 + (8 * extents.Length)]]);
    }

    private static byte[] Chunk(int elementSize, int[] extents, byte[] data, int[] chunk, int[] start)
    {
        byte[] stored = new byte[elementSize * chunk.Aggregate(1, (a, b) => a * b)];
        for (int i = 0; i < stored.Length / elementSize; i++)
        {
            int[] at = [.. Index(i, chunk).Zip(start, (a, b) => a + b)];
            if (at.Zip(extents, (a, extent) => a < extent).Contains(false)) continue;
            int place = at.Zip(extents).Aggregate(0, (sum, axis) => (sum * axis.Second) + axis.First);
            data.AsSpan(place * elementSize, elementSize).CopyTo(stored.AsSpan(i * elementSize));
        }

        return stored;
    }

    private static byte[] Filtered(byte[] bytes, int elementSize)
    {
        int count = bytes.Length / elementSize;
        byte[] shuffled = [.. Enumerable.Range(0, bytes.Length).Select(i => bytes[(i % count * elementSize) + (i / count)])];
        using MemoryStream stream = new();
        using (ZLibStream zlib = new(stream, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(shuffled);
        byte[] deflated = stream.ToArray();
        // Fletcher's sums by their definition, folded as the field's library does.
        ulong low = 0, high = 0;
        for (int i = 0; i < deflated.Length; i += 2)
        {
            low += ((ulong)deflated[i] << 8) | (i + 1 < deflated.Length ? deflated[i + 1] : 0u);
            low = (low & 0xFFFF) + (low >> 16);
            high += low;
            high = (high & 0xFFFF) + (high >> 16);
        }

        return [.. deflated, .. U32((int)((uint)high << 16 | (uint)low))];
    }

    private static int[] Index(int number, int[] extents)
    {
        int[] index = new int[extents.Length];
        for (int axis = extents.Length - 1; axis >= 0; number /= extents[axis--]) index[axis] = number % extents[axis];
        return index;
    }

    private static byte[] Filter(int id, params int[] values) => [.. U16(id), .. U16(0), .. U16(0), .. U16(values.Length), .. values.SelectMany(value => U32(value)), .. new byte[4 * (values.Length % 2)]];

    private static byte[] Attribute(string name, byte[] type, int[] extents, byte[] data)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(name), 0], space = Space(extents);
        return [1, 0, .. U16(text.Length), .. U16(type.Length), .. U16(space.Length), .. Padded(text), .. Padded(type), .. Padded(space), .. data];
    }

    private static byte[] Space(int[] extents) => [1, (byte)extents.Length, 0, 0, 0, 0, 0, 0, .. extents.SelectMany(extent => U64((ulong)extent))];

    private ulong Header(IReadOnlyList<(int Type, byte[] Body)> messages)
    {
        List<byte> block = [];
        foreach ((int type, byte[] body) in messages)
        {
            byte[] padded = Padded(body);
            block.AddRange([.. U16(type), .. U16(padded.Length), 0, 0, 0, 0, .. padded]);
        }

        return Place([1, 0, .. U16(messages.Count), .. U32(1), .. U32(block.Count), 0, 0, 0, 0, .. block]);
    }

    private ulong Place(byte[] bytes)
    {
        Pad(_bytes);
        ulong address = (ulong)_bytes.Count;
        _bytes.AddRange(bytes);
        return address;
    }

    private static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 7]];

    private static void Pad(List<byte> bytes) => bytes.AddRange(new byte[-bytes.Count & 7]);

    private static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] U32(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U64(ulong value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
