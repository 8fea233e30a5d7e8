using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>z[i, j] = x[i, j] · a[j] + y[i, j] · b[j] + c[j] over a matrix [rows, columns]: batch normalization and its gradient. A rectification may follow, or a rectifier's gradient come first, in the same pass.</summary>
public static unsafe class ColumnAffine
{
    // Nothing is summed up over items here, so that there may be many, and no thread waits long for the last.
    private const int MostItems = 256;

    /// <summary>z = x · a + c.</summary>
    public static void Run(Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> c, Span<float> z, Rectification rectification = default) =>
        Run(scheduler, columns, x, a, default, default, c, z, rectification, default);

    /// <summary>z = x · a + y · b + c.</summary>
    public static void Run(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> y, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> z,
        Rectification rectification = default) => Run(scheduler, columns, x, a, y, b, c, z, rectification, default);

    /// <summary>dx = dy · a + x · b + c.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="dy">[rows, columns].</param>
    /// <param name="a">One number a column.</param>
    /// <param name="x">[rows, columns].</param>
    /// <param name="b">One number a column; none where x is there for the mask alone.</param>
    /// <param name="c">One number a column.</param>
    /// <param name="dx">[rows, columns].</param>
    /// <param name="mask">A rectifier behind x that <paramref name="dy"/> passes first. Empty: none.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void Gradient(
        Scheduler scheduler, int columns, ReadOnlySpan<float> dy, ReadOnlySpan<float> a, ReadOnlySpan<float> x, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> dx, RectifiedAffine mask) =>
        Run(scheduler, columns, dy, a, x, b, c, dx, default, mask);

    private static void Run(
        Scheduler scheduler, int columns, ReadOnlySpan<float> x, ReadOnlySpan<float> a, ReadOnlySpan<float> y, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> z,
        Rectification rectification, RectifiedAffine mask)
    {
        Require.Length(z.Length, x.Length, nameof(z));
        Require.Length(a.Length, columns, nameof(a));
        Require.Length(c.Length, columns, nameof(c));
        if (!y.IsEmpty || !b.IsEmpty || !mask.IsEmpty) Require.Length(y.Length, x.Length, nameof(y));
        if (!b.IsEmpty) Require.Length(b.Length, columns, nameof(b));
        mask.RequireColumns(columns);
        FoldedColumns folded = new(x.Length, columns, MostItems);
        int width = folded.Width;
        Span<float> factors = Scratch.Shared(5 * width);
        FoldedColumns.Repeat(a, factors[..width]);
        FoldedColumns.Repeat(c, factors.Slice(width, width));
        if (!b.IsEmpty) FoldedColumns.Repeat(b, factors.Slice(2 * width, width));
        if (!mask.IsEmpty) FoldedColumns.Repeat(mask.Scale, factors.Slice(3 * width, width));
        if (!mask.IsEmpty) FoldedColumns.Repeat(mask.Shift, factors[(4 * width)..]);
        bool two = !b.IsEmpty;
        fixed (float* px = x, py = y, f = factors, pz = z)
            if (!mask.IsEmpty && LeakyRectifier.Is(mask.Rectification)) scheduler.Run(new Kernel<LeakyRectifier, NoRectifier>(folded, px, py, f, two, pz, new(mask.Rectification), default), folded.Items);
            else if (!mask.IsEmpty) scheduler.Run(new Kernel<AnyRectifier, NoRectifier>(folded, px, py, f, two, pz, new(mask.Rectification), default), folded.Items);
            else if (rectification.IsIdentity) scheduler.Run(new Kernel<NoRectifier, NoRectifier>(folded, px, py, f, two, pz, default, default), folded.Items);
            else if (LeakyRectifier.Is(rectification)) scheduler.Run(new Kernel<NoRectifier, LeakyRectifier>(folded, px, py, f, two, pz, default, new(rectification)), folded.Items);
            else scheduler.Run(new Kernel<NoRectifier, AnyRectifier>(folded, px, py, f, two, pz, default, new(rectification)), folded.Items);
    }

    /// <summary>Some rows. Factors are a, c, b, and the mask's scale and shift, of each number of a row.</summary>
    private readonly struct Kernel<TMask, TRectifier>(FoldedColumns folded, float* x, float* y, float* factors, bool two, float* z, TMask mask, TRectifier rectifier) : IKernel
        where TMask : struct, IRectifier
        where TRectifier : struct, IRectifier
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int row = item * folded.ItemRows, whole = row + folded.WholeRows(item);
            for (; row < whole; row++) Run<TLanes>((long)row * folded.Width, folded.Width);
            Run<TLanes>((long)row * folded.Width, folded.Rest(item));
        }

        private void Run<TLanes>(long first, int columns)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* a = factors, c = a + folded.Width, b = c + folded.Width, scale = b + folded.Width, shift = scale + folded.Width;
            float* left = x + first, right = y + first, to = z + first;
            // Copies that no write to memory can change: what is made of them stays in registers.
            (TMask before, TRectifier behind) = (mask, rectifier);
            if (!two && !TMask.IsThere)
            {
                AffineRow.Run<TLanes, TRectifier>(left, a, c, to, columns, behind);
                return;
            }

            nint j = 0, whole = columns / 16 * 16;
            if (two)
                for (; j < whole; j += 16)
                {
                    TLanes number = TLanes.Load(left + j), other = TLanes.Load(right + j);
                    if (TMask.IsThere) number = before.Pass(TLanes.FusedMultiplyAdd(other, TLanes.Load(scale + j), TLanes.Load(shift + j)), number);
                    behind.Rectify(TLanes.FusedMultiplyAdd(other, TLanes.Load(b + j), TLanes.FusedMultiplyAdd(number, TLanes.Load(a + j), TLanes.Load(c + j)))).Store(to + j);
                }
            else
                for (; j < whole; j += 16)
                {
                    TLanes number = before.Pass(TLanes.FusedMultiplyAdd(TLanes.Load(right + j), TLanes.Load(scale + j), TLanes.Load(shift + j)), TLanes.Load(left + j));
                    behind.Rectify(TLanes.FusedMultiplyAdd(number, TLanes.Load(a + j), TLanes.Load(c + j))).Store(to + j);
                }

            for (; j < columns; j++)
            {
                float number = TMask.IsThere ? mask.Pass(MathF.FusedMultiplyAdd(right[j], scale[j], shift[j]), left[j]) : left[j], sum = MathF.FusedMultiplyAdd(number, a[j], c[j]);
                if (two) sum = MathF.FusedMultiplyAdd(right[j], b[j], sum);
                to[j] = rectifier.Rectify(sum);
            }
        }
    }
}
