namespace ConvLens.Files.Hdf5.Filters;

/// <summary>What was done to each chunk before it was written; reading undoes it from the last to the first.</summary>
/// <param name="Path">The file, for sentences.</param>
/// <param name="Filters">In the order of writing.</param>
internal sealed record FilterPipeline(string Path, IReadOnlyList<FilterType> Filters)
{
    private const int MaxFilters = 32, FirstNamed = 256, Checksum = sizeof(uint);

    public static FilterPipeline Parse(string path, Hdf5Cursor? cursor)
    {
        List<FilterType> filters = [];
        if (cursor is null) return new(path, filters);
        int version = cursor.Version(1, 2), count = cursor.Byte();
        if (count > MaxFilters) throw cursor.Fault($"there may be at most {MaxFilters} filters", $"{count}");
        if (version == 1) cursor.Skip(6);
        for (int i = 0; i < count; i++)
        {
            int id = cursor.UInt16(), nameBytes = version == 1 || id >= FirstNamed ? cursor.UInt16() : 0;
            cursor.Skip(2);
            int values = cursor.UInt16();
            cursor.Skip(version == 1 ? (nameBytes + 7) & ~7 : nameBytes);
            cursor.Skip(sizeof(uint) * (version == 1 ? (values + 1) & ~1 : values));
            filters.Add((FilterType)id);
            if (filters[i] is not (FilterType.Deflate or FilterType.Shuffle or FilterType.Fletcher32))
                throw cursor.Fault("filters must be deflate, shuffle or fletcher32", Enum.IsDefined(filters[i]) ? $"{filters[i]}" : $"number {id}");
        }

        return new(path, filters);
    }

    /// <summary>Undoes the filters.</summary>
    /// <param name="stored">The bytes in the file.</param>
    /// <param name="skipped">A bit for each filter that was not applied.</param>
    /// <param name="elementSize">Bytes of an element.</param>
    /// <param name="size">Bytes of a chunk before filters: what must come out.</param>
    public byte[] Undo(byte[] stored, uint skipped, int elementSize, int size)
    {
        byte[] bytes = stored;
        // No stage can have had more than the chunk and a checksum for each filter.
        int most = size + (Checksum * Filters.Count);
        for (int i = Filters.Count - 1; i >= 0; i--)
        {
            if ((skipped & (1u << i)) != 0) continue;
            bytes = Filters[i] switch
            {
                FilterType.Deflate => Deflate.Undo(Path, bytes, most),
                FilterType.Shuffle => Shuffle.Undo(bytes, elementSize),
                _ => Fletcher32.Undo(Path, bytes),
            };
        }

        return bytes.Length == size ? bytes : throw new FileFormatException(Path, $"a chunk has {size} bytes", $"{bytes.Length}");
    }
}
