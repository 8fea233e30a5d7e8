using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Pooling;

/// <summary>The p-norm of each window over any number of spatial axes: (Σ |x|ᵖ)^(1/p).</summary>
/// <remarks>Sums and powers are taken in double; the root is the platform's for p above 2 and rounded to float.</remarks>
public static unsafe class LpPool
{
    /// <summary>Pools.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Forward(Scheduler scheduler, VolumeGeometry geometry, int p, ReadOnlySpan<float> input, Span<float> output)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        fixed (float* x = input, y = output) scheduler.Run(new VolumeWindows<Norm>(geometry, new(x, y, p)), geometry.Planes);
    }

    /// <summary>dx += dy · sign(x) · (|x| / y)ᵖ⁻¹ for every tap; nothing where the norm is zero.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void InputGradient(
        Scheduler scheduler, VolumeGeometry geometry, int p, ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputSignal, Span<float> inputSignal)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        Require.Length(outputSignal.Length, geometry.Output.Length, nameof(outputSignal));
        Require.Length(inputSignal.Length, geometry.Input.Length, nameof(inputSignal));
        inputSignal.Clear();
        fixed (float* x = input, y = output, dy = outputSignal, dx = inputSignal) scheduler.Run(new VolumeWindows<Spread>(geometry, new(x, y, dy, dx, p)), geometry.Planes);
    }

    private static double Power(double value, int exponent)
    {
        double power = 1;
        for (; exponent > 0; exponent >>= 1, value *= value)
            if ((exponent & 1) != 0) power *= value;
        return power;
    }

    private readonly struct Norm(float* x, float* y, int p) : IVolumeVisitor
    {
        public void Visit(in VolumeWindow window, int output)
        {
            double sum = 0;
            for (int d = 0; d < window.Counts.D; d++)
                for (int h = 0; h < window.Counts.H; h++)
                    for (int w = 0; w < window.Counts.W; w++) sum += Power(Math.Abs(x[window[d, h, w]]), p);
            y[output] = (float)(p == 1 ? sum : p == 2 ? Math.Sqrt(sum) : Math.Pow(sum, 1.0 / p));
        }
    }

    private readonly struct Spread(float* x, float* y, float* dy, float* dx, int p) : IVolumeVisitor
    {
        public void Visit(in VolumeWindow window, int output)
        {
            double norm = y[output], signal = dy[output];
            if (norm == 0) return;
            for (int d = 0; d < window.Counts.D; d++)
                for (int h = 0; h < window.Counts.H; h++)
                    for (int w = 0; w < window.Counts.W; w++)
                    {
                        int tap = window[d, h, w];
                        if (x[tap] != 0) dx[tap] += (float)(signal * (x[tap] < 0 ? -1 : 1) * Power(Math.Abs(x[tap]) / norm, p - 1));
                    }
        }
    }
}
