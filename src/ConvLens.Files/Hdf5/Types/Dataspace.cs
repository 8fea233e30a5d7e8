namespace ConvLens.Files.Hdf5.Types;

/// <summary>The extents of an array.</summary>
/// <param name="Extents">Outermost first; none for a single element.</param>
/// <param name="MaxExtents">How far each may grow; <see cref="ulong.MaxValue"/> means without end.</param>
/// <param name="IsNull">Whether there is no element at all.</param>
internal sealed record Dataspace(long[] Extents, ulong[] MaxExtents, bool IsNull)
{
    private const int MaxRank = 32;

    public static Dataspace Parse(Hdf5Cursor cursor)
    {
        int version = cursor.Version(1, 2), rank = cursor.Byte(), flags = cursor.Byte(), kind = cursor.Byte();
        if (rank > MaxRank) throw cursor.Fault($"an array may have at most {MaxRank} axes", $"{rank}");
        if (version == 1) cursor.Skip(4);
        long[] extents = new long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            ulong extent = cursor.Length();
            extents[axis] = extent <= long.MaxValue ? (long)extent : throw cursor.Fault("an extent must be less than 2^63", $"{extent}");
        }

        ulong[] most = [.. extents.Select(extent => (ulong)extent)];
        if ((flags & 1) != 0)
            for (int axis = 0; axis < rank; axis++) most[axis] = cursor.Length();
        return new(extents, most, IsNull: version == 2 && kind == 2);
    }

    /// <summary>How many elements there are.</summary>
    /// <exception cref="FileFormatException">More than memory could hold.</exception>
    public int Count(string path, string what)
    {
        if (IsNull || Extents.Contains(0)) return 0;
        UInt128 count = 1;
        foreach (long extent in Extents)
        {
            count *= (ulong)extent;
            if (count > Elements.DeclaredShape.MaxLength) throw new FileFormatException(path, $"{what} may hold at most {Elements.DeclaredShape.MaxLength} elements", string.Join('×', Extents));
        }

        return (int)count;
    }
}
