using ConvLens.Compute.Elementwise;

namespace ConvLens.Compute.Normalization;

/// <summary>A rectifier behind y = x · scale + shift, as a walk back meets it: which signals it lets through is made anew from x, so that nobody reads or writes memory for it.</summary>
/// <remarks>The same bits as <see cref="Relu.Gradient(Scheduling.Scheduler, Rectification, ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/> of y, which is made with the roundings of <see cref="ColumnAffine"/>.</remarks>
/// <param name="scale">One number a column.</param>
/// <param name="shift">One number a column.</param>
/// <param name="rectification">What the rectifier does.</param>
public readonly ref struct RectifierMask(ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Rectification rectification)
{
    /// <summary>One number a column.</summary>
    public ReadOnlySpan<float> Scale { get; } = scale;

    /// <summary>One number a column.</summary>
    public ReadOnlySpan<float> Shift { get; } = shift;

    /// <summary>What the rectifier does.</summary>
    public Rectification Rectification { get; } = rectification;

    /// <summary>Whether there is no rectifier.</summary>
    public bool IsEmpty => Scale.IsEmpty;

    /// <summary>Refuses factors of another number of columns.</summary>
    internal void RequireColumns(int columns)
    {
        if (IsEmpty) return;
        Require.Length(Scale.Length, columns, nameof(Scale));
        Require.Length(Shift.Length, columns, nameof(Shift));
    }
}
