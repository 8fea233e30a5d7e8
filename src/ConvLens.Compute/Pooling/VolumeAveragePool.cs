using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Pooling;

/// <summary>The mean of each window over any number of spatial axes.</summary>
/// <remarks>The divisor is the number of a window's taps inside, with <c>countPadding</c> inside the input and its padding.</remarks>
public static unsafe class VolumeAveragePool
{
    /// <summary>Pools.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Forward(Scheduler scheduler, VolumeGeometry geometry, bool countPadding, ReadOnlySpan<float> input, Span<float> output)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        fixed (float* x = input, y = output) scheduler.Run(new VolumeWindows<Mean>(geometry, new(x, y, countPadding)), geometry.Planes);
    }

    /// <summary>Spreads each signal evenly over its window; where windows overlap, shares add.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void InputGradient(Scheduler scheduler, VolumeGeometry geometry, bool countPadding, ReadOnlySpan<float> outputSignal, Span<float> inputSignal)
    {
        Require.Length(outputSignal.Length, geometry.Output.Length, nameof(outputSignal));
        Require.Length(inputSignal.Length, geometry.Input.Length, nameof(inputSignal));
        inputSignal.Clear();
        fixed (float* dy = outputSignal, dx = inputSignal) scheduler.Run(new VolumeWindows<Spread>(geometry, new(dy, dx, countPadding)), geometry.Planes);
    }

    private readonly struct Mean(float* x, float* y, bool countPadding) : IVolumeVisitor
    {
        public void Visit(in VolumeWindow window, int output)
        {
            double sum = 0;
            for (int d = 0; d < window.Counts.D; d++)
                for (int h = 0; h < window.Counts.H; h++)
                    for (int w = 0; w < window.Counts.W; w++) sum += x[window[d, h, w]];
            y[output] = (float)(sum / (countPadding ? window.Padded : window.Inside));
        }
    }

    private readonly struct Spread(float* dy, float* dx, bool countPadding) : IVolumeVisitor
    {
        public void Visit(in VolumeWindow window, int output)
        {
            float share = dy[output] / (countPadding ? window.Padded : window.Inside);
            for (int d = 0; d < window.Counts.D; d++)
                for (int h = 0; h < window.Counts.H; h++)
                    for (int w = 0; w < window.Counts.W; w++) dx[window[d, h, w]] += share;
        }
    }
}
