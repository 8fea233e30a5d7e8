namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>The index of a dataset that cannot grow: an array of chunk addresses.</summary>
internal static class FixedArray
{
    public static IEnumerable<NumberedChunk> Elements(ChunkGrid grid, ulong address, bool filtered)
    {
        Hdf5Cursor head = grid.Source.ReadUpTo(address, 64, "a fixed array");
        head.Signature("FAHD"u8);
        head.Version(0, 0);
        head.Skip(2);
        int pageBits = head.Byte();
        ulong count = head.Length(), block = head.Offset();
        if (pageBits > 31) throw head.Fault("a page must have at most 2^31 elements", $"2^{pageBits}");
        if (block == Hdf5Source.Undefined) return [];
        ArrayElements elements = new(grid, filtered, 1UL << pageBits);
        Hdf5Cursor data = grid.Source.ReadUpTo(block, 64, "a fixed array's block");
        data.Signature("FADB"u8);
        ulong start = 6 + (ulong)grid.Source.OffsetSize;
        if (!elements.IsPaged(count)) return elements.ReadAll(block + start, 0, count);
        ulong pages = (count / elements.PageLength) + 1;
        grid.Source.RequireRange(block, pages / 8, "a fixed array's block");
        return elements.ReadAll(block + start + ((((count + elements.PageLength - 1) / elements.PageLength) + 7) / 8), 0, count);
    }
}
