namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>What fixed and extensible arrays share: pages of chunk addresses.</summary>
/// <param name="Grid">The dataset's chunks.</param>
/// <param name="Filtered">Whether sizes and skipped filters follow the addresses.</param>
/// <param name="PageLength">Elements of a page, where a block has more of them.</param>
internal sealed record ArrayElements(ChunkGrid Grid, bool Filtered, ulong PageLength)
{
    private const int Checksum = sizeof(uint);

    /// <summary>Bytes of an element.</summary>
    public int Size => Grid.Source.OffsetSize + (Filtered ? Grid.SizeBytes + sizeof(uint) : 0);

    /// <summary>Whether a block of so many elements is cut into pages.</summary>
    public bool IsPaged(ulong count) => count > PageLength;

    /// <summary>Reads one element.</summary>
    public NumberedChunk Read(ulong number, Hdf5Cursor cursor)
    {
        ulong address = cursor.Offset();
        return Filtered ? new(number, address, (long)Math.Min(cursor.Unsigned(Grid.SizeBytes), long.MaxValue), cursor.UInt32()) : new(number, address, Grid.ChunkBytes, 0);
    }

    /// <summary>Reads the elements behind a block's head, page by page.</summary>
    public IEnumerable<NumberedChunk> ReadAll(ulong address, ulong number, ulong count)
    {
        if (IsPaged(count)) address += Checksum;
        for (ulong left = count; left > 0;)
        {
            ulong page = Math.Min(left, PageLength);
            Grid.Source.RequireRange(address, Math.Min(page, long.MaxValue / (ulong)Size) * (ulong)Size, "a page of chunk addresses");
            Hdf5Cursor cursor = Grid.Source.Read(address, page * (ulong)Size, "a page of chunk addresses");
            for (ulong i = 0; i < page; i++) yield return Read(number++, cursor);
            address += (page * (ulong)Size) + Checksum;
            left -= page;
        }
    }
}
