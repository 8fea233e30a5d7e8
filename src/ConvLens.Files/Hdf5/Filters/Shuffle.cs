namespace ConvLens.Files.Hdf5.Filters;

/// <summary>First bytes of all elements together, then all second bytes …, which deflates better.</summary>
internal static class Shuffle
{
    /// <summary>Puts the bytes of each element together again; bytes behind the last whole element stay.</summary>
    public static byte[] Undo(byte[] stored, int elementSize)
    {
        byte[] bytes = [.. stored];
        int count = stored.Length / elementSize;
        for (int place = 0; place < elementSize && elementSize > 1; place++)
            for (int i = 0; i < count; i++) bytes[(i * elementSize) + place] = stored[(place * count) + i];
        return bytes;
    }
}
