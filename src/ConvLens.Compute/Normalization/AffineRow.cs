using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>z[j] = rectify(x[j] · scale[j] + shift[j]) for some neighbouring numbers.</summary>
internal static unsafe class AffineRow
{
    /// <summary>Computes them.</summary>
    public static void Run<TLanes, TRectifier>(float* x, float* scale, float* shift, float* z, nint count, TRectifier rectifier)
        where TLanes : unmanaged, ILanes<TLanes>
        where TRectifier : struct, IRectifier
    {
        // Pointers that move cost fewer instructions than an index into four arrays, and two steps in one half as many of those.
        float* end = x + count;
        for (; x + 32 <= end; x += 32, scale += 32, shift += 32, z += 32)
        {
            TLanes left = TLanes.FusedMultiplyAdd(TLanes.Load(x), TLanes.Load(scale), TLanes.Load(shift)), right = TLanes.FusedMultiplyAdd(TLanes.Load(x + 16), TLanes.Load(scale + 16), TLanes.Load(shift + 16));
            rectifier.Rectify(left).Store(z);
            rectifier.Rectify(right).Store(z + 16);
        }

        for (; x + 16 <= end; x += 16, scale += 16, shift += 16, z += 16) rectifier.Rectify(TLanes.FusedMultiplyAdd(TLanes.Load(x), TLanes.Load(scale), TLanes.Load(shift))).Store(z);
        for (; x < end; x++, scale++, shift++, z++) *z = rectifier.Rectify(MathF.FusedMultiplyAdd(*x, *scale, *shift));
    }
}
