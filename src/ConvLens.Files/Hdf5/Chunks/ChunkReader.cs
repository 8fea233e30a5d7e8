using ConvLens.Files.Hdf5.Filters;
using ConvLens.Files.Hdf5.Types;

namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>Reads a chunked dataset, one chunk after the other.</summary>
internal sealed class ChunkReader(ChunkGrid grid, DataLayout layout, FilterPipeline filters, NumberField field)
{
    private const string What = "a chunk";
    private readonly HashSet<long> _seen = [];

    /// <summary>Puts all chunks into their places in <paramref name="values"/>, row-major.</summary>
    public void Read(Span<float> values)
    {
        if (values.IsEmpty) return;
        foreach (Chunk chunk in ChunkIndex.Of(layout, grid, filters.Filters.Count > 0))
        {
            if (!Contains(chunk.Place)) continue;
            grid.Source.RequireRange(chunk.Address, (ulong)chunk.StoredBytes, What);
            grid.Source.Charge(grid.ChunkBytes + chunk.StoredBytes, What);
            byte[] stored = new byte[chunk.StoredBytes];
            grid.Source.Fill(chunk.Address, stored, What);
            uint skipped = layout.PlainEdges && ReachesOver(chunk.Place) ? uint.MaxValue : chunk.SkippedFilters;
            Place(chunk.Place, filters.Undo(stored, skipped, grid.ElementSize, grid.ChunkBytes), values);
        }
    }

    private bool Contains(long[] place)
    {
        long number = 0;
        for (int axis = 0; axis < place.Length; axis++)
        {
            if (place[axis] >= grid.Counts[axis]) return false;
            number = (number * grid.Counts[axis]) + place[axis];
        }

        return _seen.Add(number) ? true : throw new FileFormatException(grid.Source.Path, "every chunk may stand once in its index", $"another at {string.Join(", ", place)}");
    }

    private bool ReachesOver(long[] place)
    {
        for (int axis = 0; axis < place.Length; axis++)
            if ((place[axis] + 1) * grid.Chunk[axis] > grid.Extents[axis]) return true;
        return false;
    }

    /// <summary>Copies the rows of a chunk, cut at the dataset's ends.</summary>
    private void Place(long[] place, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        int last = place.Length - 1, rows = 1;
        for (int axis = 0; axis < last; axis++) rows *= grid.Chunk[axis];
        long start = place[last] * grid.Chunk[last];
        int length = (int)Math.Min(grid.Chunk[last], grid.Extents[last] - start);
        for (int row = 0; row < rows; row++)
        {
            long target = 0;
            bool inside = true;
            for (int axis = 0, left = row, size = rows; axis < last; axis++)
            {
                size /= grid.Chunk[axis];
                long index = (place[axis] * grid.Chunk[axis]) + (left / size);
                left %= size;
                inside &= index < grid.Extents[axis];
                target = (target * grid.Extents[axis]) + index;
            }

            if (inside) field.Decode(bytes.Slice(row * grid.Chunk[last] * grid.ElementSize, length * grid.ElementSize), values.Slice((int)((target * grid.Extents[last]) + start), length));
        }
    }
}
