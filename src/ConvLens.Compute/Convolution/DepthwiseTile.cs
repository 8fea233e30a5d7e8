using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>The innermost loops of depthwise convolution: a range of channels of four neighbouring outputs, or of one.</summary>
/// <remarks>
/// <code>
/// y[p · channels + c] = clamp(bias[c] + Σ_{i, j} w[i · WeightLine + j · Channels + c] · x[p · Step + i · Line + j · Tap + c])     p: four outputs or one
/// </code>
/// Each sum is one chain in the order of i, then j. A busy neighbour on the same core leaves time for few instructions beside the multiply-adds: so taps are read in the multiply-add itself, and a row of three has no loop.
/// </remarks>
/// <param name="Channels">Channels of the picture: floats from weight to weight and from output to output.</param>
/// <param name="Step">Floats from an output's place in the input to its neighbour's.</param>
/// <param name="Tap">Floats of the input from tap to tap.</param>
/// <param name="Line">Floats of the input from a row of taps to the next.</param>
/// <param name="WeightLine">Floats from a row of weights to the next.</param>
/// <param name="Least">What smaller sums become.</param>
/// <param name="Most">What larger sums become.</param>
internal readonly unsafe record struct DepthwiseTile(nint Channels, nint Step, nint Tap, nint Line, nint WeightLine, float Least, float Most)
{
    /// <summary>Outputs of <see cref="Several"/>: each weight loaded serves all of them.</summary>
    public const int Neighbours = 4;

    /// <summary>Four outputs under whole rows of the kernel, in at least as many channels as two registers have lanes; the last two overlap those before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Several<TRegister>(float* x, float* w, float* bias, float* y, int channels, int rows, int columns)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        nint pitch = Channels, step = Step, thrice = 3 * Step, tapPitch = Tap, nextLine = Line - ((columns - 1) * Tap), last = channels - (2 * TRegister.Count);
        TRegister least = TRegister.Broadcast(Least), most = TRegister.Broadcast(Most);
        for (nint c = 0; ; c = Math.Min(c + (2 * TRegister.Count), last))
        {
            TRegister s0 = TRegister.Broadcast(0), t0 = s0;
            if (bias is not null) (s0, t0) = (TRegister.Load(bias + c), TRegister.Load(bias + c + TRegister.Count));
            TRegister s1 = s0, s2 = s0, s3 = s0, t1 = t0, t2 = t0, t3 = t0, f, g;
            float* tap = x + c, weight = w + c;
            if (columns == 3)
                for (int i = rows; i > 0; i--)
                {
                    f = TRegister.Load(weight);
                    g = TRegister.Load(weight + TRegister.Count);
                    TRegister.Accumulate(f, tap, ref s0);
                    TRegister.Accumulate(g, tap + TRegister.Count, ref t0);
                    TRegister.Accumulate(f, tap + step, ref s1);
                    TRegister.Accumulate(g, tap + step + TRegister.Count, ref t1);
                    TRegister.Accumulate(f, tap + (2 * step), ref s2);
                    TRegister.Accumulate(g, tap + (2 * step) + TRegister.Count, ref t2);
                    TRegister.Accumulate(f, tap + thrice, ref s3);
                    TRegister.Accumulate(g, tap + thrice + TRegister.Count, ref t3);
                    tap += tapPitch;
                    f = TRegister.Load(weight + pitch);
                    g = TRegister.Load(weight + pitch + TRegister.Count);
                    TRegister.Accumulate(f, tap, ref s0);
                    TRegister.Accumulate(g, tap + TRegister.Count, ref t0);
                    TRegister.Accumulate(f, tap + step, ref s1);
                    TRegister.Accumulate(g, tap + step + TRegister.Count, ref t1);
                    TRegister.Accumulate(f, tap + (2 * step), ref s2);
                    TRegister.Accumulate(g, tap + (2 * step) + TRegister.Count, ref t2);
                    TRegister.Accumulate(f, tap + thrice, ref s3);
                    TRegister.Accumulate(g, tap + thrice + TRegister.Count, ref t3);
                    tap += tapPitch;
                    weight += 2 * pitch;
                    f = TRegister.Load(weight);
                    g = TRegister.Load(weight + TRegister.Count);
                    TRegister.Accumulate(f, tap, ref s0);
                    TRegister.Accumulate(g, tap + TRegister.Count, ref t0);
                    TRegister.Accumulate(f, tap + step, ref s1);
                    TRegister.Accumulate(g, tap + step + TRegister.Count, ref t1);
                    TRegister.Accumulate(f, tap + (2 * step), ref s2);
                    TRegister.Accumulate(g, tap + (2 * step) + TRegister.Count, ref t2);
                    TRegister.Accumulate(f, tap + thrice, ref s3);
                    TRegister.Accumulate(g, tap + thrice + TRegister.Count, ref t3);
                    tap += nextLine;
                    weight += pitch;
                }
            else
                for (int i = rows; i > 0; i--, tap += nextLine - tapPitch)
                    for (int j = columns; j > 0; j--, weight += pitch)
                    {
                        f = TRegister.Load(weight);
                        g = TRegister.Load(weight + TRegister.Count);
                        TRegister.Accumulate(f, tap, ref s0);
                        TRegister.Accumulate(g, tap + TRegister.Count, ref t0);
                        TRegister.Accumulate(f, tap + step, ref s1);
                        TRegister.Accumulate(g, tap + step + TRegister.Count, ref t1);
                        TRegister.Accumulate(f, tap + (2 * step), ref s2);
                        TRegister.Accumulate(g, tap + (2 * step) + TRegister.Count, ref t2);
                        TRegister.Accumulate(f, tap + thrice, ref s3);
                        TRegister.Accumulate(g, tap + thrice + TRegister.Count, ref t3);
                        tap += tapPitch;
                    }

            float* to = y + c;
            TRegister.Clamp(least, most, s0).Store(to);
            TRegister.Clamp(least, most, t0).Store(to + TRegister.Count);
            TRegister.Clamp(least, most, s1).Store(to + pitch);
            TRegister.Clamp(least, most, t1).Store(to + pitch + TRegister.Count);
            to += 2 * pitch;
            TRegister.Clamp(least, most, s2).Store(to);
            TRegister.Clamp(least, most, t2).Store(to + TRegister.Count);
            TRegister.Clamp(least, most, s3).Store(to + pitch);
            TRegister.Clamp(least, most, t3).Store(to + pitch + TRegister.Count);
            if (c == last) return;
        }
    }

    /// <summary>One output, in any number of channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void One<TRegister>(float* x, float* w, float* bias, float* y, int channels, int rows, int columns)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        nint pitch = Channels, tapPitch = Tap, linePitch = Line, weightLine = WeightLine, c = 0;
        TRegister least = TRegister.Broadcast(Least), most = TRegister.Broadcast(Most);
        for (; c + (4 * TRegister.Count) <= channels; c += 4 * TRegister.Count)
        {
            TRegister s0 = TRegister.Broadcast(0), s1 = s0, s2 = s0, s3 = s0;
            if (bias is not null) (s0, s1, s2, s3) = (TRegister.Load(bias + c), TRegister.Load(bias + c + TRegister.Count), TRegister.Load(bias + c + (2 * TRegister.Count)), TRegister.Load(bias + c + (3 * TRegister.Count)));
            float* line = x + c, weights = w + c;
            for (int i = rows; i > 0; i--, line += linePitch, weights += weightLine)
            {
                float* tap = line, weight = weights;
                for (int j = columns; j > 0; j--, tap += tapPitch, weight += pitch)
                {
                    TRegister.Accumulate(TRegister.Load(weight), tap, ref s0);
                    TRegister.Accumulate(TRegister.Load(weight + TRegister.Count), tap + TRegister.Count, ref s1);
                    TRegister.Accumulate(TRegister.Load(weight + (2 * TRegister.Count)), tap + (2 * TRegister.Count), ref s2);
                    TRegister.Accumulate(TRegister.Load(weight + (3 * TRegister.Count)), tap + (3 * TRegister.Count), ref s3);
                }
            }

            TRegister.Clamp(least, most, s0).Store(y + c);
            TRegister.Clamp(least, most, s1).Store(y + c + TRegister.Count);
            TRegister.Clamp(least, most, s2).Store(y + c + (2 * TRegister.Count));
            TRegister.Clamp(least, most, s3).Store(y + c + (3 * TRegister.Count));
        }

        for (; c + TRegister.Count <= channels; c += TRegister.Count)
        {
            TRegister sum = bias is null ? TRegister.Broadcast(0) : TRegister.Load(bias + c);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++) TRegister.Accumulate(TRegister.Load(w + c + (i * weightLine) + (j * pitch)), x + c + (i * linePitch) + (j * tapPitch), ref sum);
            TRegister.Clamp(least, most, sum).Store(y + c);
        }

        for (; c < channels; c++)
        {
            float sum = bias is null ? 0 : bias[c];
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++) sum = MathF.FusedMultiplyAdd(x[c + (i * linePitch) + (j * tapPitch)], w[c + (i * weightLine) + (j * pitch)], sum);
            sum = sum < Least ? Least : sum;
            y[c] = Most < sum ? Most : sum;
        }
    }
}
