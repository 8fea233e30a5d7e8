using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ConvLens.Compute.Products;

/// <summary>Fourteen rows of A by one panel of B in 512-bit registers.</summary>
/// <remarks>For the last panel where their number is odd. Fourteen sums still hide the latency of the multiply-add.</remarks>
internal static unsafe class Tile14x16
{
    private const int Quad = PackedRows.Quad;

    /// <summary>Computes a tile; parameters as those of <see cref="WideTile.Compute"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(float* a, float* b, int depth, float* start, nint startPitch, float* c, nint pitch, in Epilogue epilogue)
    {
        Vector512<float> s0 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s1 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s2 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s3 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s4 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s5 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s6 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s7 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s8 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s9 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s10 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s11 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s12 = Vector512.Load(start);
        start += startPitch;
        Vector512<float> s13 = Vector512.Load(start);
        for (; depth > 0; depth -= Quad, a += (WideTile.MostRows - 1) * Quad)
            for (int k = Math.Min(depth, Quad); k > 0; k--, a++, b += PanelMatrix.PanelWidth)
            {
                Vector512<float> l = Vector512.Load(b);
                s0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), l, s0);
                s1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[Quad]), l, s1);
                s2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2 * Quad]), l, s2);
                s3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[3 * Quad]), l, s3);
                s4 = Vector512.FusedMultiplyAdd(Vector512.Create(a[4 * Quad]), l, s4);
                s5 = Vector512.FusedMultiplyAdd(Vector512.Create(a[5 * Quad]), l, s5);
                s6 = Vector512.FusedMultiplyAdd(Vector512.Create(a[6 * Quad]), l, s6);
                s7 = Vector512.FusedMultiplyAdd(Vector512.Create(a[7 * Quad]), l, s7);
                s8 = Vector512.FusedMultiplyAdd(Vector512.Create(a[8 * Quad]), l, s8);
                s9 = Vector512.FusedMultiplyAdd(Vector512.Create(a[9 * Quad]), l, s9);
                s10 = Vector512.FusedMultiplyAdd(Vector512.Create(a[10 * Quad]), l, s10);
                s11 = Vector512.FusedMultiplyAdd(Vector512.Create(a[11 * Quad]), l, s11);
                s12 = Vector512.FusedMultiplyAdd(Vector512.Create(a[12 * Quad]), l, s12);
                s13 = Vector512.FusedMultiplyAdd(Vector512.Create(a[13 * Quad]), l, s13);
            }

        epilogue.Store(s0, c);
        c += pitch;
        epilogue.Store(s1, c);
        c += pitch;
        epilogue.Store(s2, c);
        c += pitch;
        epilogue.Store(s3, c);
        c += pitch;
        epilogue.Store(s4, c);
        c += pitch;
        epilogue.Store(s5, c);
        c += pitch;
        epilogue.Store(s6, c);
        c += pitch;
        epilogue.Store(s7, c);
        c += pitch;
        epilogue.Store(s8, c);
        c += pitch;
        epilogue.Store(s9, c);
        c += pitch;
        epilogue.Store(s10, c);
        c += pitch;
        epilogue.Store(s11, c);
        c += pitch;
        epilogue.Store(s12, c);
        c += pitch;
        epilogue.Store(s13, c);
    }
}
