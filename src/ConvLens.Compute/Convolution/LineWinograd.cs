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

    /// <summary>v = Bᵀ·d for neighbouring tiles of a line.</summary>
    /// <param name="tiles">How many.</param>
    /// <param name="channels">Channels, by eights.</param>
    /// <param name="d">The first tile's first pixel.</param>
    /// <param name="pixelPitch">Floats from pixel to pixel.</param>
    /// <param name="v">Where to.</param>
    /// <param name="tilePitch">Floats from tile to tile there.</param>
    /// <param name="pointPitch">Floats from point to point.</param>
    /// <param name="ahead">What is likely read next, as many numbers, to be fetched meanwhile.</param>
    public static void Input(int tiles, int channels, float* d, nint pixelPitch, float* v, nint tilePitch, nint pointPitch, float* ahead)
    {
        nint step = (Outputs * pixelPitch) - channels, tileStep = tilePitch - channels;
        // Two bases for six addresses: no instruction is spent on the others.
        float* far = d + (3 * pixelPitch), farPoints = v + (3 * pointPitch);
        for (; tiles > 0; tiles--, d += step, far += step, v += tileStep, farPoints += tileStep)
            for (int c = channels; c > 0; c -= Lanes, d += Lanes, far += Lanes, v += Lanes, farPoints += Lanes, ahead += Outputs * Lanes)
            {
                Fetch(ahead);
                Vector256<float> d0 = Vector256.Load(d), d1 = Vector256.Load(d + pixelPitch), d2 = Vector256.Load(d + (2 * pixelPitch));
                Vector256<float> d3 = Vector256.Load(far), d4 = Vector256.Load(far + pixelPitch), d5 = Vector256.Load(far + (2 * pixelPitch));
                Vector256<float> even = Add(d4, d2, -4), odd = Add(d3, d1, -4), difference = d4 - d2, twice = (d3 - d1) * Vector256.Create(2f);
                Add(Add(d4, d2, -5), d0, 4).Store(v);
                (even + odd).Store(v + pointPitch);
                (even - odd).Store(v + (2 * pointPitch));
                (difference + twice).Store(farPoints);
                (difference - twice).Store(farPoints + pointPitch);
                Add(Add(d5, d3, -5), d1, 4).Store(farPoints + (2 * pointPitch));
            }
    }

    /// <summary>y = Aᵀ·m for neighbouring tiles of a line; parameters as those of <see cref="Input"/>, the other way round.</summary>
    public static void Output(int tiles, int outputs, float* m, nint tilePitch, nint pointPitch, float* y, nint pixelPitch, float* ahead)
    {
        nint step = (Outputs * pixelPitch) - outputs, tileStep = tilePitch - outputs;
        float* farPoints = m + (3 * pointPitch), far = y + (2 * pixelPitch);
        for (; tiles > 0; tiles--, m += tileStep, farPoints += tileStep, y += step, far += step)
            for (int o = outputs; o > 0; o -= Lanes, m += Lanes, farPoints += Lanes, y += Lanes, far += Lanes, ahead += Outputs * Lanes)
            {
                Fetch(ahead);
                Vector256<float> m1 = Vector256.Load(m + pointPitch), m2 = Vector256.Load(m + (2 * pointPitch)), m3 = Vector256.Load(farPoints), m4 = Vector256.Load(farPoints + pointPitch);
                Vector256<float> sum = m1 + m2, difference = m1 - m2, farSum = m3 + m4, farDifference = m3 - m4;
                (Vector256.Load(m) + sum + farSum).Store(y);
                Add(difference, farDifference, 2).Store(y + pixelPitch);
                Add(sum, farSum, 4).Store(far);
                (Add(difference, farDifference, 8) + Vector256.Load(farPoints + (2 * pointPitch))).Store(far + pixelPitch);
            }
    }

    /// <summary>m = A·dy for neighbouring tiles of a line; parameters as those of <see cref="Input"/>.</summary>
    public static void Signal(int tiles, int outputs, float* dy, nint pixelPitch, float* m, nint tilePitch, nint pointPitch, float* ahead)
    {
        nint step = (Outputs * pixelPitch) - outputs, tileStep = tilePitch - outputs;
        float* far = dy + (2 * pixelPitch), farPoints = m + (3 * pointPitch);
        for (; tiles > 0; tiles--, dy += step, far += step, m += tileStep, farPoints += tileStep)
            for (int o = outputs; o > 0; o -= Lanes, dy += Lanes, far += Lanes, m += Lanes, farPoints += Lanes, ahead += Outputs * Lanes)
            {
                Fetch(ahead);
                Vector256<float> y0 = Vector256.Load(dy), y1 = Vector256.Load(dy + pixelPitch), y2 = Vector256.Load(far), y3 = Vector256.Load(far + pixelPitch);
                Vector256<float> even = y0 + y2, odd = y1 + y3, quadruple = Add(y0, y2, 4), twice = Add(y1, y3, 4) * Vector256.Create(2f);
                y0.Store(m);
                (even + odd).Store(m + pointPitch);
                (even - odd).Store(m + (2 * pointPitch));
                (quadruple + twice).Store(farPoints);
                (quadruple - twice).Store(farPoints + pointPitch);
                y3.Store(farPoints + (2 * pointPitch));
            }
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

    /// <summary>Asks for as many numbers as a tile adds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* ahead)
    {
        Prefetch.Near(ahead);
        Prefetch.Near(ahead + (Outputs * Lanes / 2));
    }

    /// <summary>sum + factor · value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(Vector256<float> sum, Vector256<float> value, float factor) => Vector256.FusedMultiplyAdd(value, Vector256.Create(factor), sum);
}
