using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Pooling;

/// <summary>The mean of each window.</summary>
/// <remarks>The divisor is the number of a window's taps inside the picture, with <c>countPadding</c> inside the picture and its padding.</remarks>
public static unsafe class AveragePool
{
    /// <summary>Pools.</summary>
    public static void Forward(Scheduler scheduler, PoolingGeometry geometry, bool countPadding, ReadOnlySpan<float> input, Span<float> output)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        fixed (float* x = input, y = output) scheduler.Run(new Kernel(geometry, countPadding, x, y, forward: true), geometry.Output.N);
    }

    /// <summary>Spreads each signal evenly over its window; where windows overlap, shares add.</summary>
    public static void InputGradient(Scheduler scheduler, PoolingGeometry geometry, bool countPadding, ReadOnlySpan<float> outputSignal, Span<float> inputSignal)
    {
        Require.Length(outputSignal.Length, geometry.Output.Length, nameof(outputSignal));
        Require.Length(inputSignal.Length, geometry.Input.Length, nameof(inputSignal));
        inputSignal.Clear();
        fixed (float* dx = inputSignal, dy = outputSignal) scheduler.Run(new Kernel(geometry, countPadding, dx, dy, forward: false), geometry.Output.N);
    }

    /// <summary>Walks all windows of one picture; forward gathers x into y, backward spreads y over x.</summary>
    private readonly struct Kernel(PoolingGeometry geometry, bool countPadding, float* x, float* y, bool forward) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, width = geometry.Input.W, height = geometry.Input.H;
            float* picture = x + ((long)item * height * width * channels);
            float* target = y + ((long)item * geometry.Output.H * geometry.Output.W * channels);
            for (int row = 0; row < geometry.Output.H; row++)
            {
                (int firstRow, int endRow) = PoolingGeometry.Inside(row, geometry.StrideRows, geometry.PadTop, geometry.WindowRows, height, geometry.DilationRows);
                int countRows = PoolingGeometry.Before(height + geometry.PadBottom, (row * geometry.StrideRows) - geometry.PadTop, geometry.WindowRows, geometry.DilationRows);
                for (int column = 0; column < geometry.Output.W; column++, target += channels)
                {
                    (int firstColumn, int endColumn) = PoolingGeometry.Inside(column, geometry.StrideColumns, geometry.PadLeft, geometry.WindowColumns, width, geometry.DilationColumns);
                    int countColumns = PoolingGeometry.Before(width + geometry.PadRight, (column * geometry.StrideColumns) - geometry.PadLeft, geometry.WindowColumns, geometry.DilationColumns);
                    int taps = countPadding ? countRows * countColumns : (endRow - firstRow) * (endColumn - firstColumn);
                    if (forward) new Span<float>(target, channels).Clear();
                    for (int i = firstRow; i < endRow; i++)
                        for (int j = firstColumn; j < endColumn; j++)
                        {
                            float* tap = picture + ((((((long)row * geometry.StrideRows) - geometry.PadTop + (i * geometry.DilationRows)) * width) + (column * geometry.StrideColumns) - geometry.PadLeft + (j * geometry.DilationColumns)) * channels);
                            if (forward) AddScaled<TLanes>(1, tap, target, channels);
                            else AddScaled<TLanes>(1f / taps, target, tap, channels);
                        }

                    if (forward) for (int c = 0; c < channels; c++) target[c] /= taps;
                }
            }
        }

        private static void AddScaled<TLanes>(float factor, float* from, float* to, int count)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int c = 0;
            for (; c + 16 <= count; c += 16) TLanes.FusedMultiplyAdd(TLanes.Broadcast(factor), TLanes.Load(from + c), TLanes.Load(to + c)).Store(to + c);
            for (; c < count; c++) to[c] = MathF.FusedMultiplyAdd(factor, from[c], to[c]);
        }
    }
}
