using ConvLens.Files.Hdf5.Chunks;

namespace ConvLens.Files.Hdf5;

/// <summary>Where a dataset's bytes lie.</summary>
/// <param name="Class">In one run, in the header itself, or in chunks.</param>
/// <param name="Address">The run's, or the chunk index's.</param>
internal sealed record DataLayout(DataLayout.Kind Class, ulong Address)
{
    private const int SingleFiltered = 2;

    public enum Kind
    {
        Compact = 0,
        Contiguous = 1,
        Chunked = 2,
    }

    /// <summary>The bytes, if compact.</summary>
    public ReadOnlyMemory<byte> Compact { get; init; }

    /// <summary>A chunk's extents in elements.</summary>
    public IReadOnlyList<long> Chunk { get; init; } = [];

    public ChunkIndexType Index { get; init; }

    /// <summary>Bytes of the only chunk, where filters changed them.</summary>
    public long? SingleBytes { get; init; }

    public uint SingleSkippedFilters { get; init; }

    /// <summary>Whether chunks that reach over the dataset's end are stored without filters.</summary>
    public bool PlainEdges { get; init; }

    public static DataLayout Parse(Hdf5Cursor cursor) => cursor.Version(1, 4) switch
    {
        3 => Version3(cursor),
        4 => Version4(cursor),
        _ => Version1(cursor),
    };

    private static DataLayout Version1(Hdf5Cursor cursor)
    {
        int rank = cursor.Byte();
        Kind kind = KindOf(cursor);
        cursor.Skip(5);
        ulong address = kind == Kind.Compact ? Hdf5Source.Undefined : cursor.Offset();
        List<long> extents = Extents(cursor, rank, sizeof(uint));
        return kind switch
        {
            Kind.Compact => new(kind, address) { Compact = cursor.Memory(cursor.UInt32()) },
            Kind.Chunked => new(kind, address) { Chunk = WithoutElement(cursor, extents) },
            _ => new(kind, address),
        };
    }

    private static DataLayout Version3(Hdf5Cursor cursor)
    {
        Kind kind = KindOf(cursor);
        if (kind != Kind.Chunked) return Unchunked(cursor, kind);
        int rank = cursor.Byte();
        ulong address = cursor.Offset();
        return new(kind, address) { Chunk = WithoutElement(cursor, Extents(cursor, rank, sizeof(uint))) };
    }

    private static DataLayout Version4(Hdf5Cursor cursor)
    {
        Kind kind = KindOf(cursor);
        if (kind != Kind.Chunked) return Unchunked(cursor, kind);
        int flags = cursor.Byte(), rank = cursor.Byte(), size = cursor.Byte();
        List<long> chunk = WithoutElement(cursor, Extents(cursor, rank, size));
        int index = cursor.Byte();
        if (index is < 1 or > 5) throw cursor.Fault("chunks must have an index of type 1 to 5", $"{index}");
        (long? bytes, uint skipped) = (null, 0);
        switch ((ChunkIndexType)index)
        {
            case ChunkIndexType.Single when (flags & SingleFiltered) != 0:
                (bytes, skipped) = ((long)Math.Min(cursor.Length(), long.MaxValue), cursor.UInt32());
                break;
            case ChunkIndexType.FixedArray:
                cursor.Skip(1);
                break;
            case ChunkIndexType.ExtensibleArray:
                cursor.Skip(5);
                break;
            case ChunkIndexType.BTreeV2:
                cursor.Skip(6);
                break;
        }

        return new(kind, cursor.Offset()) { Chunk = chunk, Index = (ChunkIndexType)index, SingleBytes = bytes, SingleSkippedFilters = skipped, PlainEdges = (flags & 1) != 0 };
    }

    private static DataLayout Unchunked(Hdf5Cursor cursor, Kind kind) =>
        kind == Kind.Contiguous ? new(kind, cursor.Offset()) : new(kind, Hdf5Source.Undefined) { Compact = cursor.Memory(cursor.UInt16()) };

    private static Kind KindOf(Hdf5Cursor cursor)
    {
        int kind = cursor.Byte();
        return kind <= 2 ? (Kind)kind : throw cursor.Fault("data must be compact, contiguous or chunked", kind == 3 ? "a virtual dataset" : $"class {kind}");
    }

    private static List<long> Extents(Hdf5Cursor cursor, int rank, int size)
    {
        List<long> extents = [];
        for (int axis = 0; axis < rank; axis++) extents.Add((long)Math.Min(cursor.Unsigned(size), long.MaxValue));
        return extents;
    }

    // The last extent is an element's size in bytes, which the datatype tells as well.
    private static List<long> WithoutElement(Hdf5Cursor cursor, List<long> extents) => extents.Count > 0 ? extents[..^1] : throw cursor.Fault("chunks must have extents", "none");
}
