using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ConvLens.Compute.Products;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>U = G·g·Gᵀ, panel by panel, for kernels g that lie as [kernels, 3, 3, channels].</summary>
/// <remarks>Lanes are outputs. For the convolution these are kernels, whose numbers lie far apart and are turned first. For the convolution with rotated kernels they are channels, which are neighbours, and the taps go backwards.</remarks>
internal readonly unsafe struct WinogradWeights(float* weights, int kernels, int channels, bool rotated)
{
    private const int Taps = WinogradConvolution.Taps, Width = PanelMatrix.PanelWidth, Side = Transposition.Side, Lanes = 8;

    /// <summary>Writes U of sixteen outputs and some inputs: point p of input k to <c>u + p · pointPitch + 16 · k</c>.</summary>
    /// <param name="output">The first output; beyond the last one anything is written.</param>
    /// <param name="first">The first input.</param>
    /// <param name="depth">How many inputs.</param>
    /// <param name="u">The panel of the first point.</param>
    /// <param name="pointPitch">Floats from point to point.</param>
    [SkipLocalsInit]
    public void Transform(int output, int first, int depth, float* u, nint pointPitch)
    {
        if (rotated)
        {
            float* last = weights + ((((long)first * Taps) + Taps - 1) * channels) + output;
            for (int k = 0; k < depth; k++) Panel(last + ((long)k * Taps * channels), -channels, u + (k * Width), pointPitch);
            return;
        }

        float* turned = stackalloc float[Taps * Side * Width];
        for (int k = 0; k < depth; k += Side)
        {
            Turn(output, first + k, turned);
            for (int i = 0; i < Math.Min(Side, depth - k); i++) Panel(turned + (i * Width), Side * Width, u + ((k + i) * Width), pointPitch);
        }
    }

    /// <summary>Asks for one of several parts of what <see cref="Transform"/> of some panels will read.</summary>
    public void Fetch(int output, int outputs, int first, int depth, int part, int parts)
    {
        (int row, int rows, int column, int length) = rotated ? (first, depth, output, outputs) : (output, outputs, first, depth);
        int runs = Math.Max(0, Math.Min(rows, kernels - row)) * Taps;
        length = Math.Min(length, channels - column);
        for (int run = runs * part / parts; run < runs * (part + 1) / parts; run++)
        {
            float* from = weights + ((((long)row * Taps) + run) * channels) + column;
            for (int i = 0; i < length; i += Width) Prefetch.Soon(from + i);
        }
    }

    /// <summary>turned[tap, i, j] = the weight of channel <paramref name="channel"/> + i in kernel <paramref name="kernel"/> + j.</summary>
    private void Turn(int kernel, int channel, float* turned)
    {
        nint pitch = (nint)Taps * channels;
        float* from = weights + (kernel * pitch) + channel;
        for (int j = 0; j < Width; j += Side)
        {
            if (kernel + j + Side <= kernels)
                for (int tap = 0; tap < Taps; tap++) Transposition.Turn(from + (j * pitch) + (tap * channels), pitch, turned + (tap * Side * Width) + j, Width);
            else
                for (int tap = 0; tap < Taps; tap++)
                    for (int i = 0; i < Side * Side; i++)
                        turned[(tap * Side * Width) + (i / Side * Width) + j + (i % Side)] = kernel + j + (i % Side) < kernels ? from[((j + (i % Side)) * pitch) + (tap * channels) + (i / Side)] : 0;
        }
    }

    /// <summary>Sixteen kernels whose taps lie <paramref name="tapPitch"/> apart.</summary>
    private static void Panel(float* from, nint tapPitch, float* to, nint pointPitch)
    {
        for (int lane = 0; lane < Width; lane += Lanes, from += Lanes, to += Lanes)
        {
            (Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3, Vector256<float> a4, Vector256<float> a5) = Sums(Vector256.Load(from), Vector256.Load(from + (3 * tapPitch)), Vector256.Load(from + (6 * tapPitch)));
            (Vector256<float> b0, Vector256<float> b1, Vector256<float> b2, Vector256<float> b3, Vector256<float> b4, Vector256<float> b5) = Sums(Vector256.Load(from + tapPitch), Vector256.Load(from + (4 * tapPitch)), Vector256.Load(from + (7 * tapPitch)));
            (Vector256<float> c0, Vector256<float> c1, Vector256<float> c2, Vector256<float> c3, Vector256<float> c4, Vector256<float> c5) = Sums(Vector256.Load(from + (2 * tapPitch)), Vector256.Load(from + (5 * tapPitch)), Vector256.Load(from + (8 * tapPitch)));
            Row(a0, b0, c0, 1 / 4f, to, pointPitch);
            Row(a1, b1, c1, -1 / 6f, to + (6 * pointPitch), pointPitch);
            Row(a2, b2, c2, -1 / 6f, to + (12 * pointPitch), pointPitch);
            Row(a3, b3, c3, 1 / 24f, to + (18 * pointPitch), pointPitch);
            Row(a4, b4, c4, 1 / 24f, to + (24 * pointPitch), pointPitch);
            Row(a5, b5, c5, 1, to + (30 * pointPitch), pointPitch);
        }
    }

    /// <summary>G·(a, b, c)ᵀ without its scales, for the points 0, ±1, ±2, ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> P0, Vector256<float> P1, Vector256<float> P2, Vector256<float> P3, Vector256<float> P4, Vector256<float> P5) Sums(Vector256<float> a, Vector256<float> b, Vector256<float> c)
    {
        Vector256<float> even = a + c, far = Vector256.FusedMultiplyAdd(c, Vector256.Create(4f), a);
        return (a, Add(even, b, 1), Add(even, b, -1), Add(far, b, 2), Add(far, b, -2), c);
    }

    /// <summary>Six points: the sums of three columns, scaled for their row and their own place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(Vector256<float> a, Vector256<float> b, Vector256<float> c, float scale, float* to, nint pointPitch)
    {
        Vector256<float> even = (a + c) * Vector256.Create(scale / -6), far = Vector256.FusedMultiplyAdd(c, Vector256.Create(4f), a) * Vector256.Create(scale / 24);
        (a * Vector256.Create(scale / 4)).Store(to);
        Add(even, b, scale / -6).Store(to + pointPitch);
        Add(even, b, scale / 6).Store(to + (2 * pointPitch));
        Add(far, b, scale / 12).Store(to + (3 * pointPitch));
        Add(far, b, scale / -12).Store(to + (4 * pointPitch));
        (c * Vector256.Create(scale)).Store(to + (5 * pointPitch));
    }

    /// <summary>sum + factor · value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(Vector256<float> sum, Vector256<float> value, float factor) => Vector256.FusedMultiplyAdd(value, Vector256.Create(factor), sum);
}
