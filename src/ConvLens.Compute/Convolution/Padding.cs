using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Copies pictures into the middle of larger ones of zeros.</summary>
public static unsafe class Padding
{
    /// <summary>Writes the input of a convolution with its padding. <paramref name="padded"/> must hold zeros in the frame (a new tensor does).</summary>
    public static void Fill(Scheduler scheduler, ConvolutionGeometry geometry, ReadOnlySpan<float> input, Span<float> padded)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(padded.Length, geometry.Padded.Length, nameof(padded));
        fixed (float* from = input, to = padded) scheduler.Run(new Kernel(geometry, from, to), geometry.Input.N);
    }

    private readonly struct Kernel(ConvolutionGeometry geometry, float* input, float* padded) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int rows = geometry.Input.H, rowLength = geometry.Input.W * geometry.Input.C;
            for (int y = 0; y < rows; y++)
            {
                float* from = input + ((((long)item * rows) + y) * rowLength);
                long target = (((((long)item * geometry.PaddedRows) + geometry.PadTop + y) * geometry.PaddedColumns) + geometry.PadLeft) * geometry.Input.C;
                new ReadOnlySpan<float>(from, rowLength).CopyTo(new(padded + target, rowLength));
            }
        }
    }
}
