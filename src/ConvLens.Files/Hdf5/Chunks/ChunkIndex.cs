using ConvLens.Files.Hdf5.Trees;

namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>Lists the chunks that a dataset has.</summary>
internal static class ChunkIndex
{
    private const int Plain = 10, Filtered = 11;

    public static IEnumerable<Chunk> Of(DataLayout layout, ChunkGrid grid, bool filtered)
    {
        if (layout.Address == Hdf5Source.Undefined) return [];
        return layout.Index switch
        {
            ChunkIndexType.BTreeV1 => OldTree(layout, grid),
            ChunkIndexType.Single => [new(new long[grid.Chunk.Length], layout.Address, layout.SingleBytes ?? grid.ChunkBytes, layout.SingleSkippedFilters)],
            ChunkIndexType.Implicit => Implicit(layout, grid),
            ChunkIndexType.FixedArray => Numbered(grid, 0, FixedArray.Elements(grid, layout.Address, filtered)),
            ChunkIndexType.ExtensibleArray => Numbered(grid, grid.GrowingAxis, ExtensibleArray.Elements(grid, layout.Address, filtered)),
            _ => NewTree(layout, grid),
        };
    }

    private static IEnumerable<Chunk> OldTree(DataLayout layout, ChunkGrid grid)
    {
        int rank = grid.Chunk.Length;
        foreach (BTreeV1.Entry entry in BTreeV1.Entries(grid.Source, layout.Address, BTreeV1.Chunks, 8 + (8 * (rank + 1))))
        {
            uint bytes = entry.Key.UInt32(), skipped = entry.Key.UInt32();
            long[] place = new long[rank];
            for (int axis = 0; axis < rank; axis++)
            {
                ulong start = entry.Key.UInt64();
                if (start % (ulong)grid.Chunk[axis] != 0) throw entry.Key.Fault($"a chunk must begin at a multiple of {grid.Chunk[axis]}", $"{start}");
                place[axis] = (long)(start / (ulong)grid.Chunk[axis]);
            }

            yield return new(place, entry.Child, bytes, skipped);
        }
    }

    private static IEnumerable<Chunk> NewTree(DataLayout layout, ChunkGrid grid)
    {
        foreach (Hdf5Cursor record in BTreeV2.Records(grid.Source, layout.Address, Plain, Filtered))
        {
            ulong address = record.Offset();
            (long bytes, uint skipped) = (grid.ChunkBytes, 0);
            if (record.Remaining > 8 * grid.Chunk.Length) (bytes, skipped) = ((long)Math.Min(record.Unsigned(grid.SizeBytes), long.MaxValue), record.UInt32());
            long[] place = new long[grid.Chunk.Length];
            for (int axis = 0; axis < place.Length; axis++) place[axis] = (long)Math.Min(record.UInt64(), long.MaxValue);
            yield return new(place, address, bytes, skipped);
        }
    }

    private static IEnumerable<Chunk> Implicit(DataLayout layout, ChunkGrid grid)
    {
        ulong room = (ulong)grid.Source.Length / (ulong)grid.ChunkBytes, count = Math.Min(grid.MostChunks, room + 1);
        return Numbered(grid, 0, Enumerable.Range(0, (int)Math.Min(count, int.MaxValue)).Select(i => new NumberedChunk((ulong)i, layout.Address + ((ulong)i * (ulong)grid.ChunkBytes), grid.ChunkBytes, 0)));
    }

    private static IEnumerable<Chunk> Numbered(ChunkGrid grid, int outermost, IEnumerable<NumberedChunk> chunks)
    {
        foreach (NumberedChunk chunk in chunks)
            if (chunk.Address != Hdf5Source.Undefined && grid.PlaceOf(chunk.Number, outermost) is { } place)
                yield return new(place, chunk.Address, chunk.StoredBytes, chunk.SkippedFilters);
    }
}
