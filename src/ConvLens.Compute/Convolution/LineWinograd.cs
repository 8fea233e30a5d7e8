using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Winograd's F(4, 3) along lines [lavin2016] for the points 0, ±1, ±2 and ∞: six products in place of twelve for four neighbouring outputs of a kernel row. Eight channels go through at a time.</summary>
/// <remarks>
/// <code>
/// v = Bᵀ·d for six neighbouring inputs d        u = G·g for the three weights g of a kernel row
/// y = Aᵀ·(v ⊙ u)                                dg = Gᵀ·(v ⊙ A·dy)
/// </code>
/// </remarks>
internal static unsafe class LineWinograd
{
    /// <summary>Outputs of a tile.</summary>
    public const int Outputs = 4;

    /// <summary>Inputs of a tile, and its products.</summary>
    public const int Points = 6;

    /// <summary>Weights of a kernel row.</summary>
    public const int Taps = 3;

    /// <summary>Channels that go through together.</summary>
    public const int Lanes = 8;

    // A tile's lines lie together: beyond this they would leave the near cache.
    private const int MostKernelRows = 16;

    /// <summary>Whether the kernels are three wide and not too high, of stride and dilation 1 and one group, and channels and outputs come by eights.</summary>
    public static bool Fits(ConvolutionGeometry geometry) =>
        geometry is { KernelColumns: Taps, KernelRows: <= MostKernelRows, StrideRows: 1, StrideColumns: 1, DilationRows: 1, DilationColumns: 1, Groups: 1 } && geometry.Input.C % Lanes == 0 && geometry.Outputs % Lanes == 0;

    /// <summary>v = Bᵀ·d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input(float* d, nint pixelPitch, float* v, nint pointPitch)
    {
        Vector256<float> d0 = Vector256.Load(d), d1 = Vector256.Load(d + pixelPitch), d2 = Vector256.Load(d + (2 * pixelPitch));
        Vector256<float> d3 = Vector256.Load(d + (3 * pixelPitch)), d4 = Vector256.Load(d + (4 * pixelPitch)), d5 = Vector256.Load(d + (5 * pixelPitch));
        Vector256<float> even = Add(d4, d2, -4), odd = Add(d3, d1, -4), far = d4 - d2, farOdd = (d3 - d1) * Vector256.Create(2f);
        Add(Add(d4, d2, -5), d0, 4).Store(v);
        (even + odd).Store(v + pointPitch);
        (even - odd).Store(v + (2 * pointPitch));
        (far + farOdd).Store(v + (3 * pointPitch));
        (far - farOdd).Store(v + (4 * pointPitch));
        Add(Add(d5, d3, -5), d1, 4).Store(v + (5 * pointPitch));
    }

    /// <summary>y = Aᵀ·m + start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* m, nint pointPitch, Vector256<float> start, float* y, nint pixelPitch)
    {
        Vector256<float> m0 = Vector256.Load(m), m1 = Vector256.Load(m + pointPitch), m2 = Vector256.Load(m + (2 * pointPitch));
        Vector256<float> m3 = Vector256.Load(m + (3 * pointPitch)), m4 = Vector256.Load(m + (4 * pointPitch)), m5 = Vector256.Load(m + (5 * pointPitch));
        Vector256<float> sum = m1 + m2, difference = m1 - m2, farSum = m3 + m4, farDifference = m3 - m4;
        (m0 + sum + farSum + start).Store(y);
        (Add(difference, farDifference, 2) + start).Store(y + pixelPitch);
        (Add(sum, farSum, 4) + start).Store(y + (2 * pixelPitch));
        (Add(difference, farDifference, 8) + m5 + start).Store(y + (3 * pixelPitch));
    }

    /// <summary>m = A·dy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Signal(float* dy, nint pixelPitch, float* m, nint pointPitch)
    {
        Vector256<float> y0 = Vector256.Load(dy), y1 = Vector256.Load(dy + pixelPitch), y2 = Vector256.Load(dy + (2 * pixelPitch)), y3 = Vector256.Load(dy + (3 * pixelPitch));
        Vector256<float> even = y0 + y2, odd = y1 + y3, far = Add(y0, y2, 4), farOdd = Add(y1, y3, 4) * Vector256.Create(2f);
        y0.Store(m);
        (even + odd).Store(m + pointPitch);
        (even - odd).Store(m + (2 * pointPitch));
        (far + farOdd).Store(m + (3 * pointPitch));
        (far - farOdd).Store(m + (4 * pointPitch));
        y3.Store(m + (5 * pointPitch));
    }

    /// <summary>u = G·g.</summary>
    public static void Weights(float g0, float g1, float g2, Span<float> u)
    {
        float even = (g0 + g2) / -6, far = ((4 * g2) + g0) / 24;
        u[0] = g0 / 4;
        u[1] = even - (g1 / 6);
        u[2] = even + (g1 / 6);
        u[3] = far + (g1 / 12);
        u[4] = far - (g1 / 12);
        u[5] = g2;
    }

    /// <summary>dg = Gᵀ·u for sixteen kernels, in place: six times sixteen numbers become three times sixteen.</summary>
    public static void Gradient<TLanes>(float* u)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes u1 = TLanes.Load(u + 16), u2 = TLanes.Load(u + 32), u3 = TLanes.Load(u + 48), u4 = TLanes.Load(u + 64);
        TLanes near = (u1 + u2) * TLanes.Broadcast(-1 / 6f), far = u3 + u4;
        TLanes.FusedMultiplyAdd(TLanes.Broadcast(1 / 24f), far, TLanes.FusedMultiplyAdd(TLanes.Broadcast(1 / 4f), TLanes.Load(u), near)).Store(u);
        TLanes.FusedMultiplyAdd(TLanes.Broadcast(1 / 6f), u2 - u1, TLanes.Broadcast(1 / 12f) * (u3 - u4)).Store(u + 16);
        (TLanes.FusedMultiplyAdd(TLanes.Broadcast(1 / 6f), far, near) + TLanes.Load(u + 80)).Store(u + 32);
    }

    /// <summary>sum + factor · value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(Vector256<float> sum, Vector256<float> value, float factor) => Vector256.FusedMultiplyAdd(value, Vector256.Create(factor), sum);
}
