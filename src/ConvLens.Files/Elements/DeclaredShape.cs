using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Elements;

/// <summary>Turns the extents that a file declares into a shape, before any memory is taken.</summary>
internal static class DeclaredShape
{
    /// <summary>The largest number of axes.</summary>
    public const int MaxRank = 8;

    /// <summary>The largest number of elements: an array of the runtime, less the room that a tensor keeps around its numbers.</summary>
    public const int MaxLength = 0x7FFFFF00;

    /// <summary>The shape; one without axes, a single number, becomes [1].</summary>
    /// <param name="path">The file, for the sentence.</param>
    /// <param name="what">Who declares the extents, as in <c>tensor 'conv.weight'</c>.</param>
    /// <param name="extents">The declared extents, none negative.</param>
    public static Shape Of(string path, string what, IReadOnlyList<long> extents)
    {
        if (extents.Count > MaxRank) throw new FileFormatException(path, $"{what} may have at most {MaxRank} axes", $"{extents.Count}");
        string text = string.Join('×', extents);
        if (extents.Any(extent => extent < 1)) throw new FileFormatException(path, $"the extents of {what} must be at least 1", text);
        UInt128 length = 1;
        foreach (long extent in extents)
        {
            length *= (ulong)extent;
            if (length > MaxLength) throw new FileFormatException(path, $"{what} may hold at most {MaxLength} numbers", text);
        }

        return extents.Count == 0 ? new(1) : new([.. extents.Select(extent => (int)extent)]);
    }
}
