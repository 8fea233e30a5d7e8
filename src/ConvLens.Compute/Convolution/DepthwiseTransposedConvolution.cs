using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>The way down through a depthwise convolution: each input pixel gathers the signals of the outputs that saw it. Lanes are channels.</summary>
public sealed unsafe class DepthwiseTransposedConvolution(ConvolutionGeometry geometry) : TransposedConvolution
{
    private readonly DepthwiseWeights _weights = new(geometry);

    /// <summary>Whether each channel has one kernel of its own.</summary>
    public static bool Suits(ConvolutionGeometry geometry) => DepthwiseWeights.Suits(geometry);

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights) => _weights.Pack(weights);

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> outputSignal, Span<float> inputSignal)
    {
        Require.Length(outputSignal.Length, geometry.Output.Length, nameof(outputSignal));
        Require.Length(inputSignal.Length, geometry.Input.Length, nameof(inputSignal));
        fixed (float* dy = outputSignal, w = _weights.Values, dx = inputSignal)
            scheduler.Run(new Kernel(geometry, dy, w, dx), geometry.Input.N * geometry.Input.H);
    }

    /// <summary>One row of the input.</summary>
    private readonly struct Kernel(ConvolutionGeometry geometry, float* dy, float* w, float* dx) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int n, int y) = int.DivRem(item, geometry.Input.H);
            int channels = geometry.Input.C;
            float* signal = dy + ((long)n * geometry.OutputRows * geometry.OutputColumns * channels);
            for (int x = 0; x < geometry.Input.W; x++)
            {
                float* target = dx + ((((long)item * geometry.Input.W) + x) * channels);
                new Span<float>(target, channels).Clear();
                for (int i = 0; i < geometry.KernelRows; i++)
                    for (int j = 0; j < geometry.KernelColumns; j++)
                    {
                        // The output whose tap (i, j) lies here, if the stride lands on it.
                        (int row, int rowRest) = int.DivRem(y + geometry.PadTop - (i * geometry.DilationRows), geometry.StrideRows);
                        (int column, int columnRest) = int.DivRem(x + geometry.PadLeft - (j * geometry.DilationColumns), geometry.StrideColumns);
                        if (rowRest != 0 || columnRest != 0 || (uint)row >= (uint)geometry.OutputRows || (uint)column >= (uint)geometry.OutputColumns) continue;
                        AddProduct<TLanes>(
                            signal + ((((long)row * geometry.OutputColumns) + column) * channels), w + ((((long)i * geometry.KernelColumns) + j) * channels), target, channels);
                    }
            }
        }

        private static void AddProduct<TLanes>(float* left, float* right, float* sums, int count)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int c = 0;
            for (; c + 16 <= count; c += 16) TLanes.FusedMultiplyAdd(TLanes.Load(left + c), TLanes.Load(right + c), TLanes.Load(sums + c)).Store(sums + c);
            for (; c < count; c++) sums[c] = MathF.FusedMultiplyAdd(left[c], right[c], sums[c]);
        }
    }
}
