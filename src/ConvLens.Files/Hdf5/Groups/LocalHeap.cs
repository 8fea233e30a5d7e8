namespace ConvLens.Files.Hdf5.Groups;

/// <summary>The names of an old-style group.</summary>
internal sealed class LocalHeap
{
    private const string What = "a local heap";
    private readonly Hdf5Source _source;
    private readonly byte[] _names;

    public LocalHeap(Hdf5Source source, ulong address)
    {
        Hdf5Cursor cursor = source.ReadUpTo(address, 32, What);
        cursor.Signature("HEAP"u8);
        cursor.Version(0, 0);
        cursor.Skip(3);
        ulong size = cursor.Length();
        cursor.Length();
        _source = source;
        _names = source.Read(cursor.Offset(), size, What).Take((int)size).ToArray();
    }

    /// <summary>The name at a place of the heap.</summary>
    public string this[ulong offset]
    {
        get
        {
            if (offset >= (ulong)_names.Length) throw new FileFormatException(_source.Path, $"a name must lie within its heap of {_names.Length} bytes", $"one at {offset}");
            return new Hdf5Cursor(_source, _names.AsMemory((int)offset), What).TerminatedName();
        }
    }
}
