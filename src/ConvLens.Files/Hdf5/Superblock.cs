namespace ConvLens.Files.Hdf5;

/// <summary>Where an HDF5 file says how it counts and where its root group lies.</summary>
internal static class Superblock
{
    private const int MostBytes = 128;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Finds the superblock at byte 0, 512, 1024, 2048 …, sets the source's base and sizes, and returns the root group's address.</summary>
    public static ulong Read(Hdf5Source source)
    {
        source.Base = Place(source.Stream);
        if (source.Base < 0) throw new FileFormatException(source.Path, "an HDF5 file begins with 89 48 44 46 0D 0A 1A 0A at byte 0, 512, 1024, …", "none there");
        Hdf5Cursor cursor = source.ReadUpTo(0, MostBytes, "the superblock");
        cursor.Skip(Signature.Length);
        return cursor.Version(0, 3) < 2 ? ReadOld(source, cursor) : ReadNew(source, cursor);
    }

    /// <summary>Whether the stream holds a superblock, so that a file's format can be told from its content.</summary>
    public static bool Exists(Stream stream) => Place(stream) >= 0;

    private static long Place(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[Signature.Length];
        for (long place = 0; place + bytes.Length <= stream.Length; place = Math.Max(512, 2 * place))
        {
            stream.Position = place;
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && bytes.SequenceEqual(Signature)) return place;
        }

        return -1;
    }

    private static ulong ReadOld(Hdf5Source source, Hdf5Cursor cursor)
    {
        cursor.Skip(4);
        ReadSizes(source, cursor);
        cursor.Skip(1 + 2 + 2 + 4);
        // Version 1 has two more numbers; an address follows them in both versions, so the version decides where.
        if (cursor.StartsWith([.. Signature, 1])) cursor.Skip(4);
        for (int i = 0; i < 4; i++) cursor.Offset();
        cursor.Offset();
        return cursor.Offset();
    }

    private static ulong ReadNew(Hdf5Source source, Hdf5Cursor cursor)
    {
        ReadSizes(source, cursor);
        cursor.Skip(1);
        for (int i = 0; i < 3; i++) cursor.Offset();
        return cursor.Offset();
    }

    private static void ReadSizes(Hdf5Source source, Hdf5Cursor cursor)
    {
        (source.OffsetSize, source.LengthSize) = (cursor.Byte(), cursor.Byte());
        if (source.OffsetSize is not (2 or 4 or 8) || source.LengthSize is not (2 or 4 or 8))
            throw cursor.Fault("addresses and lengths must have 2, 4 or 8 bytes", $"{source.OffsetSize} and {source.LengthSize}");
    }
}
