using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>Local response normalization over rows of channels [krizhevsky2012]: y = x / sᵝ with s = bias + alpha / size · Σ x² over neighbouring channels.</summary>
/// <remarks>
/// The window of channel c is c − ⌊(size − 1) / 2⌋ … c + ⌈(size − 1) / 2⌉, cut at the ends. s^(−¾) is 1 / (√s · √√s), other powers e^(−β · log s):
/// a handful of units in the last place for s near 1.
/// </remarks>
/// <param name="Channels">Numbers in a row.</param>
/// <param name="Size">Channels in a window.</param>
/// <param name="Alpha">The weight of the mean square.</param>
/// <param name="Beta">The power β.</param>
/// <param name="Bias">What s is at least.</param>
public readonly unsafe record struct LocalResponse(int Channels, int Size, float Alpha, float Beta, float Bias)
{
    private const int ItemLength = 1 << 14;

    private int Before => (Size - 1) / 2;

    private int After => Size / 2;

    /// <summary>y.</summary>
    public void Forward(Scheduler scheduler, ReadOnlySpan<float> x, Span<float> y)
    {
        Require.Length(y.Length, x.Length, nameof(y));
        fixed (float* px = x, py = y) Run(scheduler, px, null, py, x.Length);
    }

    /// <summary>dx = dy · s^(−β) − 2 · alpha · β / size · x · Σ dy · x · s^(−β−1) over the channels in whose windows x lies.</summary>
    public void Gradient(Scheduler scheduler, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        Require.Length(dy.Length, x.Length, nameof(dy));
        Require.Length(dx.Length, x.Length, nameof(dx));
        fixed (float* px = x, pdy = dy, pdx = dx) Run(scheduler, px, pdy, pdx, x.Length);
    }

    private void Run(Scheduler scheduler, float* x, float* dy, float* result, int length)
    {
        int rows = length / Channels, itemRows = Math.Max(1, ItemLength / Channels);
        scheduler.Run(new Kernel(this, x, dy, result, rows, itemRows), RoundUp.Quotient(rows, itemRows));
    }

    private readonly struct Kernel(LocalResponse local, float* x, float* dy, float* result, int rows, int itemRows) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            // Windows reach at most a row's length to either side; beyond the row lie zeros, and behind them room for the last load.
            int channels = local.Channels, wide = (channels + 15) & ~15;
            int before = Math.Min(local.Before, channels), after = Math.Min(local.After, channels), margin = Math.Max(before, after), pitch = wide + (2 * margin) + 16;
            Span<float> floats = Scratch.Floats((2 * pitch) + (4 * wide));
            floats.Clear();
            fixed (float* squares = floats)
            {
                float* products = squares + pitch, row = products + pitch, signal = row + wide, power = signal + wide, output = power + wide;
                for (int i = item * itemRows; i < Math.Min((item + 1) * itemRows, rows); i++)
                {
                    long first = (long)i * channels;
                    new ReadOnlySpan<float>(x + first, channels).CopyTo(new(row, channels));
                    for (int c = 0; c < wide; c += 16) (TLanes.Load(row + c) * TLanes.Load(row + c)).Store(squares + margin + c);
                    if (dy is null)
                        for (int c = 0; c < wide; c += 16) (TLanes.Load(row + c) * Power(Denominator<TLanes>(squares + margin + c, before, after))).Store(output + c);
                    else Back<TLanes>(first, wide, margin, before, after, squares, products, row, signal, power, output);
                    new ReadOnlySpan<float>(output, channels).CopyTo(new(result + first, channels));
                }
            }
        }

        private void Back<TLanes>(long first, int wide, int margin, int before, int after, float* squares, float* products, float* row, float* signal, float* power, float* output)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            new ReadOnlySpan<float>(dy + first, local.Channels).CopyTo(new(signal, local.Channels));
            for (int c = 0; c < wide; c += 16)
            {
                TLanes s = Denominator<TLanes>(squares + margin + c, before, after), p = Power(s), value = TLanes.Load(row + c);
                p.Store(power + c);
                (TLanes.Load(signal + c) * value * p / s).Store(products + margin + c);
            }

            // Beyond the row 0 / 0 may stand.
            new Span<float>(products + margin + local.Channels, wide - local.Channels).Clear();

            TLanes factor = TLanes.Broadcast(-2 * local.Alpha * local.Beta / local.Size);
            for (int c = 0; c < wide; c += 16)
            {
                TLanes sum = Window<TLanes>(products + margin + c, after, before);
                TLanes.FusedMultiplyAdd(factor * TLanes.Load(row + c), sum, TLanes.Load(signal + c) * TLanes.Load(power + c)).Store(output + c);
            }
        }

        private TLanes Denominator<TLanes>(float* squares, int before, int after)
            where TLanes : unmanaged, ILanes<TLanes> =>
            TLanes.FusedMultiplyAdd(TLanes.Broadcast(local.Alpha / local.Size), Window<TLanes>(squares, before, after), TLanes.Broadcast(local.Bias));

        private static TLanes Window<TLanes>(float* at, int before, int after)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes sum = TLanes.Load(at - before);
            for (int tap = 1 - before; tap <= after; tap++) sum += TLanes.Load(at + tap);
            return sum;
        }

        private TLanes Power<TLanes>(TLanes s)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            if (local.Beta != 0.75f) return Exponential.Exp(TLanes.Broadcast(-local.Beta) * Logarithm.Log(s));
            TLanes root = TLanes.Sqrt(s);
            return TLanes.Broadcast(1) / (root * TLanes.Sqrt(root));
        }
    }
}
