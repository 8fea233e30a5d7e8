using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Reductions;

/// <summary>Where in each fiber its largest number stands, as a float; the first NaN counts as the largest.</summary>
public static unsafe class ArgMax
{
    private const int Piece = 512, ItemLength = 1 << 14;

    /// <summary>The first such place from 0, or the last.</summary>
    public static void Run(Scheduler scheduler, Fibers fibers, bool last, ReadOnlySpan<float> x, Span<float> y)
    {
        Require.Length(x.Length, fibers.Length, nameof(x));
        Require.Length(y.Length, fibers.Count, nameof(y));
        int rows = Math.Max(1, ItemLength / fibers.Size);
        fixed (float* px = x, py = y) scheduler.Run(new Kernel(fibers, last, rows, px, py), RoundUp.Quotient(fibers.Count, rows));
    }

    private readonly struct Kernel(Fibers fibers, bool last, int itemRows, float* x, float* y) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* buffer = stackalloc float[Piece];
            for (int row = item * itemRows; row < Math.Min((item + 1) * itemRows, fibers.Count); row++)
            {
                (float most, int place) = (float.NegativeInfinity, 0);
                for (int start = 0; start < fibers.Size && !float.IsNaN(most); start += Piece)
                {
                    int count = Math.Min(Piece, fibers.Size - start);
                    fibers.Rows.Read(x, ((long)row * fibers.Size) + start, count, buffer);
                    for (int i = 0; i < count && !float.IsNaN(most); i++)
                        if (buffer[i] > most || float.IsNaN(buffer[i]) || (last && buffer[i] == most)) (most, place) = (buffer[i], start + i);
                }

                y[row] = place;
            }
        }
    }
}
