using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Normalization;

/// <summary>y = rectify(x · scale + shift), one scale and one shift a column: a normalization and the rectifier behind it, of which whoever meets x makes y anew, so that nobody reads or writes memory for it.</summary>
/// <remarks>
/// A walk back asks which signals the rectifier lets through; a convolution reads x and takes y in.
/// Both with the roundings of <see cref="ColumnAffine"/>, and so with the bits of y and of <see cref="Relu.Gradient(Scheduling.Scheduler, Rectification, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/> of it.
/// </remarks>
/// <param name="scale">One number a column.</param>
/// <param name="shift">One number a column.</param>
/// <param name="rectification">What the rectifier does; by default nothing.</param>
public readonly ref struct RectifiedAffine(ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Rectification rectification = default)
{
    /// <summary>One number a column.</summary>
    public ReadOnlySpan<float> Scale { get; } = scale;

    /// <summary>One number a column.</summary>
    public ReadOnlySpan<float> Shift { get; } = shift;

    /// <summary>What the rectifier does.</summary>
    public Rectification Rectification { get; } = rectification;

    /// <summary>Whether there is none: y = x.</summary>
    public bool IsEmpty => Scale.IsEmpty;

    /// <summary>Refuses factors of another number of columns.</summary>
    internal void RequireColumns(int columns)
    {
        if (IsEmpty) return;
        Require.Length(Scale.Length, columns, nameof(Scale));
        Require.Length(Shift.Length, columns, nameof(Shift));
    }

    /// <summary>Refuses factors that are neither one a channel nor one for each number of an image line.</summary>
    internal void RequireColumnsOf(Shape maps) => RequireColumns(Scale.Length == maps.W * maps.C ? Scale.Length : maps.C);
}
