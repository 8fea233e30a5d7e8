using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Copies pictures into the middle of larger ones of zeros.</summary>
public static unsafe class Padding
{
    // Numbers of an item, so that the rows of a single picture are shared among threads.
    private const int ItemLength = 1 << 14;

    /// <summary>Writes the input of a convolution with its padding. <paramref name="padded"/> must hold zeros in the frame (a new tensor does).</summary>
    public static void Fill(Scheduler scheduler, ConvolutionGeometry geometry, ReadOnlySpan<float> input, Span<float> padded)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(padded.Length, geometry.Padded.Length, nameof(padded));
        fixed (float* from = input, to = padded)
        {
            int rows = geometry.Input.N * geometry.Input.H, itemRows = Math.Max(1, ItemLength / (geometry.Input.W * geometry.Input.C));
            scheduler.Run(new Kernel(geometry, itemRows, from, to), RoundUp.Quotient(rows, itemRows));
        }
    }

    private readonly struct Kernel(ConvolutionGeometry geometry, int itemRows, float* input, float* padded) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int height = geometry.Input.H, rowLength = geometry.Input.W * geometry.Input.C, end = Math.Min((item + 1) * itemRows, geometry.Input.N * height);
            for (int row = item * itemRows; row < end; row++)
            {
                (int n, int y) = int.DivRem(row, height);
                float* from = input + ((long)row * rowLength);
                long target = (((((long)n * geometry.PaddedRows) + geometry.PadTop + y) * geometry.PaddedColumns) + geometry.PadLeft) * geometry.Input.C;
                new ReadOnlySpan<float>(from, rowLength).CopyTo(new(padded + target, rowLength));
            }
        }
    }
}
