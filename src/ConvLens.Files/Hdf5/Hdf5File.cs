using ConvLens.Files.Hdf5.Heaps;

namespace ConvLens.Files.Hdf5;

/// <summary>An HDF5 file [hdf5spec], open for reading.</summary>
/// <remarks>
/// <para>Read: superblocks 0 to 3 behind a user block of any size; object headers 1 and 2; groups as symbol tables, link messages and fractal heaps; attributes likewise; datasets in one run, in the header and in chunks
/// under every index, with deflate, shuffle and fletcher32; float16 to float64, bfloat16, integers of 8 to 64 bits, enumerations and fields of compounds in either byte order; text of fixed and of any length in attributes.</para>
/// <para>Every address, length and count is checked against the file's end before memory is taken, trees may not come back to themselves, and what a file unfolds to is limited by its length. Checksums of structures are
/// not compared; those of chunks are.</para>
/// </remarks>
internal sealed class Hdf5File
{
    private const int MaxObjects = 1 << 20;
    private readonly GlobalHeap _heap;
    private int _opened;

    private Hdf5File(Stream stream, string path)
    {
        Source = new(stream, path);
        ulong root = Superblock.Read(Source);
        _heap = new(Source);
        Root = Open("", root) as Hdf5Group ?? throw new FileFormatException(path, "the root must be a group", "a dataset");
    }

    public Hdf5Source Source { get; }

    public Hdf5Group Root { get; }

    /// <summary>Opens the file in a stream that can seek and stays open as long as the file is used.</summary>
    /// <exception cref="FileFormatException">It is damaged.</exception>
    public static Hdf5File Open(Stream stream, string path) => new(stream, path);

    /// <summary>The group or dataset whose header lies at an address.</summary>
    public Hdf5Object Open(string name, ulong address)
    {
        if (++_opened > MaxObjects) throw new FileFormatException(Source.Path, $"at most {MaxObjects} objects may be read", "more");
        ObjectHeader header = ObjectHeader.Read(Source, address);
        return header.Messages.Any(message => message.Type == HeaderMessageType.DataLayout) ? new Hdf5Dataset(this, name, header) : new Hdf5Group(this, name, header);
    }

    /// <summary>The object of the global heap that an element of any length points at.</summary>
    public ReadOnlyMemory<byte> HeapObject(Hdf5Cursor element)
    {
        uint length = element.UInt32();
        ulong address = element.Offset();
        uint index = element.UInt32();
        if (length == 0) return default;
        ReadOnlyMemory<byte> found = _heap[address, index];
        return length <= found.Length ? found[..(int)length] : throw element.Fault($"a text of {length} bytes must lie in its heap", $"{found.Length} there");
    }
}
