using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Normalization;

/// <summary>log-softmax over rows of classes: <c>y = x − max − log Σ exp(x − max)</c>, at most 0; and softmax, its exponential.</summary>
/// <remarks>With the maximum taken out no logit overflows. A row is C neighbouring numbers: the channels of one sample or pixel.</remarks>
public static unsafe class LogSoftmax
{
    private const int ItemRows = 64;

    /// <summary>Log-probabilities of each row.</summary>
    public static void Forward(Scheduler scheduler, int classes, ReadOnlySpan<float> x, Span<float> y) => Run(scheduler, classes, x, y, exponentiate: false);

    /// <summary>Probabilities of each row: between 0 and 1, summing to 1 up to rounding.</summary>
    public static void Softmax(Scheduler scheduler, int classes, ReadOnlySpan<float> x, Span<float> y) => Run(scheduler, classes, x, y, exponentiate: true);

    /// <summary><c>dx = dy − exp(y) · Σ dy</c> from the log-probabilities y.</summary>
    public static void Gradient(Scheduler scheduler, int classes, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        RunGradient(scheduler, classes, y, dy, dx, logarithmic: true);

    /// <summary><c>dx = y · (dy − Σ dy · y)</c> from the probabilities y.</summary>
    public static void SoftmaxGradient(Scheduler scheduler, int classes, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx) =>
        RunGradient(scheduler, classes, y, dy, dx, logarithmic: false);

    private static void Run(Scheduler scheduler, int classes, ReadOnlySpan<float> x, Span<float> y, bool exponentiate)
    {
        Require.Length(y.Length, x.Length, nameof(y));
        int rows = x.Length / classes;
        fixed (float* px = x, py = y) scheduler.Run(new Kernel(classes, rows, px, py, exponentiate), RoundUp.Quotient(rows, ItemRows));
    }

    private static void RunGradient(Scheduler scheduler, int classes, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, bool logarithmic)
    {
        Require.Length(dy.Length, y.Length, nameof(dy));
        Require.Length(dx.Length, y.Length, nameof(dx));
        int rows = y.Length / classes;
        fixed (float* py = y, pdy = dy, pdx = dx)
            scheduler.Run(new GradientKernel(classes, rows, py, pdy, pdx, logarithmic), RoundUp.Quotient(rows, ItemRows));
    }

    private readonly struct Kernel(int classes, int rows, float* x, float* y, bool exponentiate) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            for (int row = item * ItemRows; row < Math.Min((item + 1) * ItemRows, rows); row++)
            {
                float* from = x + ((long)row * classes), to = y + ((long)row * classes);
                float most = from[0];
                for (int c = 1; c < classes; c++) most = from[c] > most ? from[c] : most;
                // Two differences, not one of a sum: far from zero, max + log Σ would round the logarithm away.
                float logarithm = (float)Math.Log(SumOfExponentials<TLanes>(from, most));
                for (int c = 0; c < classes; c += 16) Write<TLanes>(from + c, to + c, Math.Min(16, classes - c), most, logarithm);
            }
        }

        private float SumOfExponentials<TLanes>(float* from, float most)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes sum = TLanes.Broadcast(0);
            float* lanes = stackalloc float[16];
            for (int c = 0; c < classes; c += 16)
            {
                int count = Math.Min(16, classes - c);
                new Span<float>(lanes, 16).Fill(float.NegativeInfinity);
                new ReadOnlySpan<float>(from + c, count).CopyTo(new(lanes, 16));
                sum += Exponential.Exp(TLanes.Load(lanes) - TLanes.Broadcast(most));
            }

            return sum.Sum();
        }

        private void Write<TLanes>(float* from, float* to, int count, float most, float logarithm)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* lanes = stackalloc float[16];
            new ReadOnlySpan<float>(from, count).CopyTo(new(lanes, 16));
            TLanes result = TLanes.Load(lanes) - TLanes.Broadcast(most) - TLanes.Broadcast(logarithm);
            (exponentiate ? Exponential.Exp(result) : result).Store(lanes);
            new ReadOnlySpan<float>(lanes, count).CopyTo(new(to, count));
        }
    }

    private readonly struct GradientKernel(int classes, int rows, float* y, float* dy, float* dx, bool logarithmic) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* lanes = stackalloc float[32];
            for (int row = item * ItemRows; row < Math.Min((item + 1) * ItemRows, rows); row++)
            {
                long first = (long)row * classes;
                TLanes sum = TLanes.Broadcast(0);
                for (int c = 0; c < classes; c += 16)
                {
                    Load(lanes, first + c, Math.Min(16, classes - c));
                    TLanes signal = TLanes.Load(lanes + 16);
                    sum += logarithmic ? signal : TLanes.Load(lanes) * signal;
                }

                TLanes total = TLanes.Broadcast(sum.Sum());
                for (int c = 0; c < classes; c += 16)
                {
                    int count = Math.Min(16, classes - c);
                    Load(lanes, first + c, count);
                    TLanes value = TLanes.Load(lanes), signal = TLanes.Load(lanes + 16);
                    (logarithmic ? signal - (Exponential.Exp(value) * total) : value * (signal - total)).Store(lanes);
                    new ReadOnlySpan<float>(lanes, count).CopyTo(new(dx + first + c, count));
                }
            }
        }

        /// <summary>Sixteen numbers of y, then sixteen of dy, zeros beyond the row.</summary>
        private void Load(float* lanes, long first, int count)
        {
            new Span<float>(lanes, 32).Clear();
            new ReadOnlySpan<float>(y + first, count).CopyTo(new(lanes, 16));
            new ReadOnlySpan<float>(dy + first, count).CopyTo(new(lanes + 16, 16));
        }
    }
}
