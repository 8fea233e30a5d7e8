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
        ulong bitmap = (elements.PagesOf(count) / 8) + (elements.PagesOf(count) % 8 == 0 ? 0UL : 1UL);
        ReadOnlyMemory<byte> written = grid.Source.Read(block + start, bitmap, "a fixed array's block").Memory((long)bitmap);
        return elements.ReadAll(block + start + bitmap, 0, count, written, 0);
    }
}
