namespace ConvLens.Files.Hdf5.Filters;

/// <summary>Filters by the format's numbers.</summary>
internal enum FilterType
{
    Deflate = 1,
    Shuffle = 2,
    Fletcher32 = 3,
    Szip = 4,
    NBit = 5,
    ScaleOffset = 6,
    Lzf = 32000,
}
