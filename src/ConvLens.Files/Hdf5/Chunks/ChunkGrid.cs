using System.Numerics;
using ConvLens.Files.Hdf5.Types;

namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>How a dataset is cut into chunks.</summary>
internal sealed class ChunkGrid
{
    private readonly ulong[] _most;

    public ChunkGrid(Hdf5Source source, Dataspace space, IReadOnlyList<long> chunk, int elementSize)
    {
        (Source, Extents, ElementSize) = (source, space.Extents, elementSize);
        if (chunk.Count != Extents.Length || Extents.Length == 0 || chunk.Any(extent => extent < 1))
            throw new FileFormatException(source.Path, $"chunks of {string.Join('×', Extents)} elements must have as many axes and no extent below 1", string.Join('×', chunk));
        UInt128 bytes = (uint)elementSize;
        foreach (long extent in chunk) bytes = UInt128.Min(bytes * (ulong)extent, ulong.MaxValue);
        if (bytes > int.MaxValue) throw new FileFormatException(source.Path, "a chunk may have at most 2^31 - 1 bytes", $"{bytes}");
        (Chunk, ChunkBytes) = ([.. chunk.Select(extent => (int)extent)], (int)bytes);
        Counts = [.. Extents.Zip(Chunk, (extent, size) => (extent + size - 1) / size)];
        _most = [.. space.MaxExtents.Zip(Chunk, (extent, size) => extent == ulong.MaxValue ? extent : (extent / (ulong)size) + (extent % (ulong)size == 0 ? 0UL : 1UL))];
    }

    public Hdf5Source Source { get; }

    /// <summary>The dataset's extents in elements.</summary>
    public long[] Extents { get; }

    /// <summary>A chunk's extents in elements.</summary>
    public int[] Chunk { get; }

    /// <summary>How many chunks there are along each axis.</summary>
    public long[] Counts { get; }

    public int ElementSize { get; }

    /// <summary>Bytes of a chunk before filters.</summary>
    public int ChunkBytes { get; }

    /// <summary>Bytes that a filtered chunk's size takes in an index.</summary>
    public int SizeBytes => Math.Min(8, 1 + ((BitOperations.Log2((uint)ChunkBytes) + 8) / 8));

    /// <summary>The axis that may grow without end, or 0.</summary>
    public int GrowingAxis => Math.Max(0, Array.IndexOf(_most, ulong.MaxValue));

    /// <summary>How many chunks there may be at most; <see cref="ulong.MaxValue"/> for more than can be counted.</summary>
    public ulong MostChunks => (ulong)UInt128.Min(_most.Aggregate(UInt128.One, (product, count) => UInt128.Min(product, ulong.MaxValue) * count), ulong.MaxValue);

    /// <summary>The place of the n-th chunk where chunks are numbered row by row up to the largest extents, a growing axis outermost; null outside of the dataset.</summary>
    public long[]? PlaceOf(ulong number, int outermost)
    {
        long[] place = new long[Chunk.Length];
        for (int i = Chunk.Length - 1; i >= 0; i--)
        {
            int axis = i == 0 ? outermost : i <= outermost ? i - 1 : i;
            ulong most = i == 0 ? ulong.MaxValue : Math.Max(_most[axis], 1), index = number % most;
            number /= most;
            if (index >= (ulong)Counts[axis]) return null;
            place[axis] = (long)index;
        }

        return place;
    }
}
