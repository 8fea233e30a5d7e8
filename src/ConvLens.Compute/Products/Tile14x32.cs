using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ConvLens.Compute.Products;

/// <summary>Fourteen rows of A by two panels of B in 512-bit registers.</summary>
/// <remarks>28 sums, two numbers of B and one of A are 31 of the 32 registers; every address of A is a constant away from one pointer.</remarks>
internal static unsafe class Tile14x32
{
    private const int Quad = PackedRows.Quad;

    /// <summary>Computes a tile; parameters as those of <see cref="WideTile.Compute"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(float* a, float* left, float* right, int depth, float* start, nint startPitch, float* c, nint pitch, in Epilogue epilogue)
    {
        Vector512<float> s0 = Vector512.Load(start), t0 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s1 = Vector512.Load(start), t1 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s2 = Vector512.Load(start), t2 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s3 = Vector512.Load(start), t3 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s4 = Vector512.Load(start), t4 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s5 = Vector512.Load(start), t5 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s6 = Vector512.Load(start), t6 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s7 = Vector512.Load(start), t7 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s8 = Vector512.Load(start), t8 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s9 = Vector512.Load(start), t9 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s10 = Vector512.Load(start), t10 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s11 = Vector512.Load(start), t11 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s12 = Vector512.Load(start), t12 = Vector512.Load(start + 16);
        start += startPitch;
        Vector512<float> s13 = Vector512.Load(start), t13 = Vector512.Load(start + 16);
        for (; depth > 0; depth -= Quad, a += (WideTile.MostRows - 1) * Quad)
            for (int k = Math.Min(depth, Quad); k > 0; k--, a++, left += PanelMatrix.PanelWidth, right += PanelMatrix.PanelWidth)
            {
                Vector512<float> l = Vector512.Load(left), r = Vector512.Load(right), x = Vector512.Create(a[0]);
                s0 = Vector512.FusedMultiplyAdd(x, l, s0);
                t0 = Vector512.FusedMultiplyAdd(x, r, t0);
                x = Vector512.Create(a[Quad]);
                s1 = Vector512.FusedMultiplyAdd(x, l, s1);
                t1 = Vector512.FusedMultiplyAdd(x, r, t1);
                x = Vector512.Create(a[2 * Quad]);
                s2 = Vector512.FusedMultiplyAdd(x, l, s2);
                t2 = Vector512.FusedMultiplyAdd(x, r, t2);
                x = Vector512.Create(a[3 * Quad]);
                s3 = Vector512.FusedMultiplyAdd(x, l, s3);
                t3 = Vector512.FusedMultiplyAdd(x, r, t3);
                x = Vector512.Create(a[4 * Quad]);
                s4 = Vector512.FusedMultiplyAdd(x, l, s4);
                t4 = Vector512.FusedMultiplyAdd(x, r, t4);
                x = Vector512.Create(a[5 * Quad]);
                s5 = Vector512.FusedMultiplyAdd(x, l, s5);
                t5 = Vector512.FusedMultiplyAdd(x, r, t5);
                x = Vector512.Create(a[6 * Quad]);
                s6 = Vector512.FusedMultiplyAdd(x, l, s6);
                t6 = Vector512.FusedMultiplyAdd(x, r, t6);
                x = Vector512.Create(a[7 * Quad]);
                s7 = Vector512.FusedMultiplyAdd(x, l, s7);
                t7 = Vector512.FusedMultiplyAdd(x, r, t7);
                x = Vector512.Create(a[8 * Quad]);
                s8 = Vector512.FusedMultiplyAdd(x, l, s8);
                t8 = Vector512.FusedMultiplyAdd(x, r, t8);
                x = Vector512.Create(a[9 * Quad]);
                s9 = Vector512.FusedMultiplyAdd(x, l, s9);
                t9 = Vector512.FusedMultiplyAdd(x, r, t9);
                x = Vector512.Create(a[10 * Quad]);
                s10 = Vector512.FusedMultiplyAdd(x, l, s10);
                t10 = Vector512.FusedMultiplyAdd(x, r, t10);
                x = Vector512.Create(a[11 * Quad]);
                s11 = Vector512.FusedMultiplyAdd(x, l, s11);
                t11 = Vector512.FusedMultiplyAdd(x, r, t11);
                x = Vector512.Create(a[12 * Quad]);
                s12 = Vector512.FusedMultiplyAdd(x, l, s12);
                t12 = Vector512.FusedMultiplyAdd(x, r, t12);
                x = Vector512.Create(a[13 * Quad]);
                s13 = Vector512.FusedMultiplyAdd(x, l, s13);
                t13 = Vector512.FusedMultiplyAdd(x, r, t13);
            }

        epilogue.Store(s0, c);
        epilogue.Store(t0, c + 16);
        c += pitch;
        epilogue.Store(s1, c);
        epilogue.Store(t1, c + 16);
        c += pitch;
        epilogue.Store(s2, c);
        epilogue.Store(t2, c + 16);
        c += pitch;
        epilogue.Store(s3, c);
        epilogue.Store(t3, c + 16);
        c += pitch;
        epilogue.Store(s4, c);
        epilogue.Store(t4, c + 16);
        c += pitch;
        epilogue.Store(s5, c);
        epilogue.Store(t5, c + 16);
        c += pitch;
        epilogue.Store(s6, c);
        epilogue.Store(t6, c + 16);
        c += pitch;
        epilogue.Store(s7, c);
        epilogue.Store(t7, c + 16);
        c += pitch;
        epilogue.Store(s8, c);
        epilogue.Store(t8, c + 16);
        c += pitch;
        epilogue.Store(s9, c);
        epilogue.Store(t9, c + 16);
        c += pitch;
        epilogue.Store(s10, c);
        epilogue.Store(t10, c + 16);
        c += pitch;
        epilogue.Store(s11, c);
        epilogue.Store(t11, c + 16);
        c += pitch;
        epilogue.Store(s12, c);
        epilogue.Store(t12, c + 16);
        c += pitch;
        epilogue.Store(s13, c);
        epilogue.Store(t13, c + 16);
    }
}
