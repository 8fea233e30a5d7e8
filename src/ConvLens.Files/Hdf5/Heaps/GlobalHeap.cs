namespace ConvLens.Files.Hdf5.Heaps;

/// <summary>Where texts of any length lie: collections of numbered objects.</summary>
internal sealed class GlobalHeap(Hdf5Source source)
{
    private const string What = "a global heap collection";
    private readonly Dictionary<ulong, Dictionary<int, ReadOnlyMemory<byte>>> _collections = [];

    /// <summary>An object of a collection.</summary>
    public ReadOnlyMemory<byte> this[ulong address, uint index]
    {
        get
        {
            if (!_collections.TryGetValue(address, out Dictionary<int, ReadOnlyMemory<byte>>? objects)) _collections[address] = objects = Read(address);
            return objects.TryGetValue((int)index, out ReadOnlyMemory<byte> found) ? found : throw new FileFormatException(source.Path, $"object {index} must lie in its heap", "none of this number");
        }
    }

    private Dictionary<int, ReadOnlyMemory<byte>> Read(ulong address)
    {
        int head = 8 + source.LengthSize;
        Hdf5Cursor cursor = source.Read(address, (ulong)head, What);
        cursor.Signature("GCOL"u8);
        cursor.Version(1, 1);
        cursor.Skip(3);
        ulong size = cursor.Length();
        if (size < (ulong)head) throw cursor.Fault($"{What} takes at least {head} bytes", $"{size}");
        Dictionary<int, ReadOnlyMemory<byte>> objects = [];
        Hdf5Cursor body = source.Read(address + (ulong)head, size - (ulong)head, What);
        while (body.Remaining >= head)
        {
            int index = body.UInt16();
            body.Skip(6);
            ulong length = body.Length();
            if (index == 0) break;
            objects[index] = body.Memory((long)Math.Min(length, long.MaxValue));
            body.Align();
        }

        return objects;
    }
}
