namespace ConvLens.Files.Hdf5.Groups;

/// <summary>One member of a new-style group.</summary>
internal static class LinkMessage
{
    /// <summary>Name and object header, or null for a link by path or into another file.</summary>
    public static (string Name, ulong Address)? Parse(Hdf5Cursor cursor)
    {
        cursor.Version(1, 1);
        int flags = cursor.Byte(), kind = (flags & 8) != 0 ? cursor.Byte() : 0;
        if ((flags & 4) != 0) cursor.Skip(8);
        if ((flags & 16) != 0) cursor.Skip(1);
        ulong length = cursor.Unsigned(1 << (flags & 3));
        string name = cursor.Name((long)Math.Min(length, long.MaxValue));
        return kind == 0 ? (name, cursor.Offset()) : null;
    }
}
