using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ConvLens.Compute.Products;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>U = G·g·Gᵀ, panel by panel, for kernels g that lie as [kernels, 3, 3, channels]: summed in double, scaled and rounded once.</summary>
/// <remarks>Lanes are outputs. For the convolution these are kernels, whose numbers lie far apart and are turned first. For the convolution with rotated kernels they are channels, which are neighbours, and the taps go backwards.</remarks>
internal readonly unsafe struct WinogradWeights(float* weights, int kernels, int channels, bool rotated)
{
    private const int Taps = WinogradConvolution.Taps, Width = PanelMatrix.PanelWidth, Side = Transposition.Side, Lanes = 4;

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
            (Vector256<double> a0, Vector256<double> a1, Vector256<double> a2, Vector256<double> a3, Vector256<double> a4, Vector256<double> a5) = Sums(Load(from), Load(from + (3 * tapPitch)), Load(from + (6 * tapPitch)));
            (Vector256<double> b0, Vector256<double> b1, Vector256<double> b2, Vector256<double> b3, Vector256<double> b4, Vector256<double> b5) = Sums(Load(from + tapPitch), Load(from + (4 * tapPitch)), Load(from + (7 * tapPitch)));
            (Vector256<double> c0, Vector256<double> c1, Vector256<double> c2, Vector256<double> c3, Vector256<double> c4, Vector256<double> c5) = Sums(Load(from + (2 * tapPitch)), Load(from + (5 * tapPitch)), Load(from + (8 * tapPitch)));
            Row(a0, b0, c0, 1 / 4.0, to, pointPitch);
            Row(a1, b1, c1, -1 / 6.0, to + (6 * pointPitch), pointPitch);
            Row(a2, b2, c2, -1 / 6.0, to + (12 * pointPitch), pointPitch);
            Row(a3, b3, c3, 1 / 24.0, to + (18 * pointPitch), pointPitch);
            Row(a4, b4, c4, 1 / 24.0, to + (24 * pointPitch), pointPitch);
            Row(a5, b5, c5, 1, to + (30 * pointPitch), pointPitch);
        }
    }

    /// <summary>G·(a, b, c)ᵀ without its scales, for the points 0, ±1, ±2, ∞: sums of floats, of like size exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> P0, Vector256<double> P1, Vector256<double> P2, Vector256<double> P3, Vector256<double> P4, Vector256<double> P5) Sums(Vector256<double> a, Vector256<double> b, Vector256<double> c)
    {
        Vector256<double> even = a + c, far = Vector256.FusedMultiplyAdd(c, Vector256.Create(4.0), a);
        return (a, Add(even, b, 1), Add(even, b, -1), Add(far, b, 2), Add(far, b, -2), c);
    }

    /// <summary>Six points: the sums of three columns, scaled for their row and their own place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Row(Vector256<double> a, Vector256<double> b, Vector256<double> c, double scale, float* to, nint pointPitch)
    {
        Vector256<double> even = (a + c) * Vector256.Create(scale / -6), far = Vector256.FusedMultiplyAdd(c, Vector256.Create(4.0), a) * Vector256.Create(scale / 24);
        Store(a * Vector256.Create(scale / 4), to);
        Store(Add(even, b, scale / -6), to + pointPitch);
        Store(Add(even, b, scale / 6), to + (2 * pointPitch));
        Store(Add(far, b, scale / 12), to + (3 * pointPitch));
        Store(Add(far, b, scale / -12), to + (4 * pointPitch));
        Store(c * Vector256.Create(scale), to + (5 * pointPitch));
    }

    /// <summary>sum + factor · value. Fused also where the factor is 1: additions would all wait for the two units that convert.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Add(Vector256<double> sum, Vector256<double> value, double factor) => Vector256.FusedMultiplyAdd(value, Vector256.Create(factor), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Load(float* from)
    {
        Vector128<float> four = Vector128.Load(from);
        return Avx.IsSupported ? Avx.ConvertToVector256Double(four) : Vector256.Create(Vector128.WidenLower(four), Vector128.WidenUpper(four));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<double> values, float* to) =>
        (Avx.IsSupported ? Avx.ConvertToVector128Single(values) : Vector128.Narrow(values.GetLower(), values.GetUpper())).Store(to);
}
