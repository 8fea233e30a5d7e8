namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>How chunks are found, by the format's numbers; 0 is the B-tree of version 1, which has none.</summary>
internal enum ChunkIndexType
{
    BTreeV1 = 0,
    Single = 1,
    Implicit = 2,
    FixedArray = 3,
    ExtensibleArray = 4,
    BTreeV2 = 5,
}
