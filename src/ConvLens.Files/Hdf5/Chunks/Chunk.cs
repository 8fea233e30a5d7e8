namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>Where one block of a chunked dataset lies.</summary>
/// <param name="Place">Its place in the grid of chunks.</param>
/// <param name="Address">Where its bytes are.</param>
/// <param name="StoredBytes">How many bytes it takes in the file.</param>
/// <param name="SkippedFilters">A bit for each filter that was not applied.</param>
internal readonly record struct Chunk(long[] Place, ulong Address, long StoredBytes, uint SkippedFilters);
