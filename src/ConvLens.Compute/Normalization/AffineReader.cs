using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>Copies numbers to where a cache is near, through a <see cref="RectifiedAffine"/> where there is one.</summary>
internal readonly unsafe struct AffineReader
{
    private readonly float* _scale, _shift;
    private readonly int _width;
    private readonly Rectification _rectification;

    /// <summary>A reader of rows of columns.</summary>
    /// <param name="affine">What numbers go through; empty for nothing.</param>
    /// <param name="factors"><see cref="FactorsLength"/> floats, which stay in place as long as anybody reads.</param>
    public AffineReader(RectifiedAffine affine, float* factors)
    {
        if (affine.IsEmpty) return;
        (_width, _rectification) = (FactorsLength(affine) / 2, affine.Rectification);
        _scale = factors;
        _shift = factors + _width;
        FoldedColumns.Repeat(affine.Scale, new(_scale, _width));
        FoldedColumns.Repeat(affine.Shift, new(_shift, _width));
    }

    /// <summary>Whether numbers change.</summary>
    public bool IsThere => _scale is not null;

    /// <summary>Floats that scales and shifts take, repeated for rows that fill registers.</summary>
    public static int FactorsLength(RectifiedAffine affine) => affine.IsEmpty ? 0 : 2 * new FoldedColumns(affine.Scale.Length, affine.Scale.Length).Width;

    /// <summary>Copies neighbouring numbers.</summary>
    /// <param name="from">The first.</param>
    /// <param name="place">How many numbers there are before it in its row, or from the beginning of any row before.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where to.</param>
    public void Copy<TLanes>(float* from, int place, int count, float* to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (_scale is null) new ReadOnlySpan<float>(from, count).CopyTo(new(to, count));
        else if (LeakyRectifier.Is(_rectification)) Copy<TLanes, LeakyRectifier>(from, place % _width, count, to, new(_rectification));
        else if (_rectification.IsIdentity) Copy<TLanes, NoRectifier>(from, place % _width, count, to, default);
        else Copy<TLanes, AnyRectifier>(from, place % _width, count, to, new(_rectification));
    }

    private void Copy<TLanes, TRectifier>(float* from, int place, int count, float* to, TRectifier rectifier)
        where TLanes : unmanaged, ILanes<TLanes>
        where TRectifier : struct, IRectifier
    {
        for (int length; count > 0; count -= length, from += length, to += length, place = 0)
        {
            length = Math.Min(_width - place, count);
            AffineRow.Run<TLanes, TRectifier>(from, _scale + place, _shift + place, to, length, rectifier);
        }
    }
}
