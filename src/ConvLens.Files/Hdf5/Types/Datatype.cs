using ConvLens.Files.Elements;

namespace ConvLens.Files.Hdf5.Types;

/// <summary>How one element is stored.</summary>
/// <param name="Class">Its kind.</param>
/// <param name="Size">Bytes per element.</param>
internal sealed record Datatype(DatatypeClass Class, int Size)
{
    /// <summary>The number it is, or null where it is none that a tensor can hold.</summary>
    public ElementType? Number { get; init; }

    /// <summary>Whether the number's highest byte comes first.</summary>
    public bool BigEndian { get; init; }

    /// <summary>Whether it is text of any length, kept in the global heap.</summary>
    public bool IsVariableText { get; init; }

    /// <summary>The fields of a compound.</summary>
    public IReadOnlyList<DatatypeMember> Members { get; init; } = [];

    /// <summary>For sentences.</summary>
    public override string ToString() => Number?.Name ?? (IsVariableText ? "text of any length" : $"{Class} of {Size} bytes");
}
