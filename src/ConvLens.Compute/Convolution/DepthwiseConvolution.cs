using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution in which each channel has one kernel of its own: y[n, c, y, x] = bias[c] + Σ_{i, j} w[c, i, j] · x[n, c, …]. Lanes are channels.</summary>
public sealed unsafe class DepthwiseConvolution(ConvolutionGeometry geometry) : ConvolutionAlgorithm
{
    private readonly DepthwiseWeights _weights = new(geometry);

    /// <summary>Whether each channel has one kernel of its own.</summary>
    public static bool Suits(ConvolutionGeometry geometry) => DepthwiseWeights.Suits(geometry);

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights) => _weights.Pack(weights);

    /// <inheritdoc/>
    public override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        RequireLengths(geometry, input, bias, output, addend);
        fixed (float* x = input, w = _weights.Values, b = bias, y = output, plus = addend)
            scheduler.Run(new Kernel(geometry, x, w, b, y, new(y, plus, rectification)), geometry.Input.N * geometry.OutputRows);
    }

    /// <summary>One row of outputs.</summary>
    private readonly struct Kernel(ConvolutionGeometry geometry, float* x, float* w, float* bias, float* y, Epilogue epilogue) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int n, int row) = int.DivRem(item, geometry.OutputRows);
            int channels = geometry.Input.C, width = geometry.Input.W, columns = geometry.OutputColumns;
            int top = (row * geometry.StrideRows) - geometry.PadTop;
            float* picture = x + ((long)n * geometry.Input.H * width * channels), line = y + ((long)item * columns * channels);
            for (int column = 0; column < columns; column++)
            {
                int left = (column * geometry.StrideColumns) - geometry.PadLeft, c = 0;
                float* target = line + ((long)column * channels);
                for (; c + 16 <= channels; c += 16)
                {
                    TLanes sum = bias is null ? TLanes.Broadcast(0) : TLanes.Load(bias + c);
                    for (int i = 0; i < geometry.KernelRows; i++)
                        for (int j = 0; j < geometry.KernelColumns; j++)
                            if (Tap(picture, top, left, i, j) is var tap && tap is not null)
                                sum = TLanes.FusedMultiplyAdd(TLanes.Load(w + ((((long)i * geometry.KernelColumns) + j) * channels) + c), TLanes.Load(tap + c), sum);
                    sum.Store(target + c);
                }

                for (; c < channels; c++)
                {
                    float sum = bias is null ? 0 : bias[c];
                    for (int i = 0; i < geometry.KernelRows; i++)
                        for (int j = 0; j < geometry.KernelColumns; j++)
                            if (Tap(picture, top, left, i, j) is var tap && tap is not null)
                                sum = MathF.FusedMultiplyAdd(w[((((long)i * geometry.KernelColumns) + j) * channels) + c], tap[c], sum);
                    target[c] = sum;
                }
            }

            epilogue.Apply<TLanes>(line, 1, 0, columns * channels);
        }

        /// <summary>The pixel under a tap; null outside the picture.</summary>
        private float* Tap(float* picture, int top, int left, int i, int j)
        {
            int row = top + (i * geometry.DilationRows), column = left + (j * geometry.DilationColumns);
            return (uint)row < (uint)geometry.Input.H && (uint)column < (uint)geometry.Input.W ? picture + ((((long)row * geometry.Input.W) + column) * geometry.Input.C) : null;
        }
    }
}
