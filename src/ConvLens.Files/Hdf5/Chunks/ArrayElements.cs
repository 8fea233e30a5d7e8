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

    /// <summary>Pages of a block of so many elements; 0 if it is not cut.</summary>
    public ulong PagesOf(ulong count) => IsPaged(count) ? (count / PageLength) + (count % PageLength == 0 ? 0UL : 1UL) : 0;

    /// <summary>Reads the elements behind a block's head, page by page.</summary>
    /// <param name="address">Where they begin.</param>
    /// <param name="number">The number of the first.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="written">A bit for each page that was written, highest bit first; what the others hold means nothing.</param>
    /// <param name="firstBit">The bit of the block's first page.</param>
    public IEnumerable<NumberedChunk> ReadAll(ulong address, ulong number, ulong count, ReadOnlyMemory<byte> written, ulong firstBit)
    {
        if (IsPaged(count)) address += Checksum;
        for (ulong done = 0, bit = firstBit; done < count; done += PageLength, bit++)
        {
            ulong page = Math.Min(count - done, PageLength), bytes = page * (ulong)Size;
            if (!IsPaged(count) || (written.Span[(int)(bit / 8)] & (0x80 >> (int)(bit % 8))) != 0)
            {
                Hdf5Cursor cursor = Grid.Source.Read(address, bytes, "a page of chunk addresses");
                for (ulong i = 0; i < page; i++) yield return Read(number + done + i, cursor);
            }

            address += bytes + Checksum;
        }
    }
}
