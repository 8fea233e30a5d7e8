namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>A chunk as arrays of chunks know it.</summary>
/// <param name="Number">Its number, counted row by row.</param>
/// <param name="Address">Where its bytes are, or <see cref="Hdf5Source.Undefined"/>.</param>
/// <param name="StoredBytes">How many bytes it takes in the file.</param>
/// <param name="SkippedFilters">A bit for each filter that was not applied.</param>
internal readonly record struct NumberedChunk(ulong Number, ulong Address, long StoredBytes, uint SkippedFilters);
