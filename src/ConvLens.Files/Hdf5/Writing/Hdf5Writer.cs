using static ConvLens.Files.Hdf5.Writing.Hdf5Bytes;

namespace ConvLens.Files.Hdf5.Writing;

/// <summary>Writes HDF5 files of the oldest version, which every library reads [hdf5spec]: objects first, then the groups that hold them, and at last the superblock.</summary>
/// <remarks>Float32 datasets in one run, groups with symbol tables, attributes of texts. Addresses count from the stream's beginning.</remarks>
internal sealed class Hdf5Writer
{
    private const int SuperblockBytes = 96;
    private readonly Stream _stream;

    /// <summary>A writer to the beginning of a stream that can seek.</summary>
    public Hdf5Writer(Stream stream)
    {
        _stream = stream;
        _stream.Write(new byte[SuperblockBytes]);
    }

    /// <summary>Writes bytes at the next multiple of eight and returns where.</summary>
    public ulong Place(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padding = stackalloc byte[(int)(-_stream.Position & 7)];
        padding.Clear();
        _stream.Write(padding);
        ulong address = (ulong)_stream.Position;
        _stream.Write(bytes);
        return address;
    }

    /// <summary>A dataset of float32 numbers, which <paramref name="write"/> writes row-major.</summary>
    public ulong Dataset(IReadOnlyList<int> extents, Action<Stream> write)
    {
        ulong address = Place([]);
        write(_stream);
        return Header([Hdf5Message.Space(extents), Hdf5Message.Float32, Hdf5Message.Contiguous(address, (ulong)_stream.Position - address)]);
    }

    /// <summary>A group of named objects.</summary>
    public ulong Group(IEnumerable<(string Name, ulong Address)> members, IEnumerable<Hdf5Message> attributes) => Header([SymbolTableWriter.Place(this, members), .. attributes]);

    /// <summary>Makes a group the file's root; nothing may follow.</summary>
    public void Finish(ulong root)
    {
        long end = _stream.Position;
        _stream.Position = 0;
        _stream.Write([
            .. Superblock.Signature, 0, 0, 0, 0, 0, sizeof(ulong), sizeof(ulong), 0, .. U16(SymbolTableWriter.HalfLeaf), .. U16(SymbolTableWriter.HalfBranch), .. U32(0),
            .. U64(0), .. U64(Nowhere), .. U64((ulong)end), .. U64(Nowhere), .. U64(0), .. U64(root), .. new byte[24],
        ]);
        _stream.Position = end;
    }

    private ulong Header(IReadOnlyList<Hdf5Message> messages)
    {
        List<byte> block = [];
        foreach ((HeaderMessageType type, byte[] body) in messages)
        {
            byte[] padded = Padded(body);
            block.AddRange([.. U16((int)type), .. U16(padded.Length), 0, 0, 0, 0, .. padded]);
        }

        return Place([1, 0, .. U16(messages.Count), .. U32(1), .. U32(block.Count), 0, 0, 0, 0, .. block]);
    }
}
