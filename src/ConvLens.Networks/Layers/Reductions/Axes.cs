using System.Collections;
using System.Runtime.CompilerServices;

namespace ConvLens.Networks.Layers.Reductions;

/// <summary>A list of axes; negative ones count from the end. Equal if the numbers are.</summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public sealed class Axes : IEquatable<Axes>, IReadOnlyList<int>
{
    private readonly int[] _axes;

    private Axes(ReadOnlySpan<int> axes) => _axes = axes.ToArray();

    /// <inheritdoc/>
    public int Count => _axes.Length;

    /// <inheritdoc/>
    public int this[int index] => _axes[index];

    /// <summary>Serves collection expressions: <c>Axes a = [2, 3]</c>.</summary>
    public static Axes Create(ReadOnlySpan<int> axes) => new(axes);

    /// <inheritdoc/>
    public bool Equals(Axes? other) => other is not null && _axes.AsSpan().SequenceEqual(other._axes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Axes);

    /// <inheritdoc/>
    public override int GetHashCode() => _axes.Aggregate(0, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", _axes)}]";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_axes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
