using System.Collections;
using System.Runtime.CompilerServices;

namespace ConvLens.Compute.Tensors;

/// <summary>The extents of a tensor in logical order: N, C, H, W for pictures and maps, N, F for vectors.</summary>
/// <remarks>Extents are at least 1 and their product fits an <see cref="int"/>; both are checked on construction.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    private readonly int[]? _extents;

    /// <summary>A shape from its extents, outermost first.</summary>
    /// <exception cref="ArgumentException">An extent is below 1, or the product exceeds 2³¹ − 1.</exception>
    public Shape(params ReadOnlySpan<int> extents)
    {
        long length = 1;
        foreach (int extent in extents)
        {
            if (extent < 1) throw new ArgumentException($"a shape's extents must be at least 1, found {string.Join('×', extents.ToArray())}", nameof(extents));
            length = Math.Min(length * extent, long.MaxValue / int.MaxValue);
        }

        if (length > Array.MaxLength - Tensor.Slack) throw new ArgumentException($"a tensor of {string.Join('×', extents.ToArray())} is too large", nameof(extents));
        _extents = extents.ToArray();
        Length = (int)length;
    }

    /// <summary>Number of elements: the product of all extents (1 for a shape without extents).</summary>
    public int Length { get; }

    /// <summary>Number of extents.</summary>
    public int Rank => _extents?.Length ?? 0;

    int IReadOnlyCollection<int>.Count => Rank;

    /// <summary>The extent of one axis, counted from the outermost.</summary>
    public int this[int axis] => _extents![axis];

    /// <summary>The outermost extent: samples in a batch, or output channels of a kernel.</summary>
    public int N => this[0];

    /// <summary>The second extent: channels, or features of a vector.</summary>
    public int C => this[1];

    /// <summary>Rows; 1 for shapes without spatial axes.</summary>
    public int H => Rank > 2 ? this[2] : 1;

    /// <summary>Columns; 1 for shapes without a second spatial axis.</summary>
    public int W => Rank > 3 ? this[3] : 1;

    /// <summary>The same shape with another outermost extent.</summary>
    public Shape WithN(int n)
    {
        int[] extents = [.. _extents!];
        extents[0] = n;
        return new(extents);
    }

    /// <summary>Whether both have the same extents in the same order.</summary>
    public bool Equals(Shape other) => (_extents ?? []).AsSpan().SequenceEqual(other._extents ?? []);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int extent in this) hash.Add(extent);
        return hash.ToHashCode();
    }

    /// <summary>The extents joined by ×, as in <c>1×3×224×224</c>.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join('×', _extents!);

    /// <summary>Enumerates the extents, outermost first.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_extents ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both have the same extents.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether an extent differs.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Serves collection expressions: <c>Shape s = [1, 3, 224, 224]</c>.</summary>
    public static Shape Create(ReadOnlySpan<int> extents) => new(extents);
}
