using System.Runtime.CompilerServices;
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
        // Outputs that are summed at a time where the kernel lies inside: each weight loaded serves all of them.
        private const int Neighbours = 4;

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int n, int row) = int.DivRem(item, geometry.OutputRows);
            int columns = geometry.OutputColumns, reach = geometry.DilationColumns * (geometry.KernelColumns - 1);
            int top = (row * geometry.StrideRows) - geometry.PadTop;
            (int firstTap, int endTap) = Inside(top, geometry.DilationRows, geometry.KernelRows, geometry.Input.H);
            float* picture = x + ((long)n * geometry.Input.H * geometry.Input.W * geometry.Input.C);
            float* line = y + ((long)item * columns * geometry.Input.C);
            int first = Math.Min(Ceiling(geometry.PadLeft, geometry.StrideColumns), columns);
            int end = Math.Clamp(Ceiling(geometry.Input.W - reach + geometry.PadLeft, geometry.StrideColumns), first, columns);
            bool several = end - first >= Neighbours && geometry.Input.C >= 16;
            int column = 0;
            while (column < columns)
                if (several && column >= first && column < end)
                {
                    // The last ones overlap those before, which are computed again.
                    int from = Math.Min(column, end - Neighbours);
                    Several<TLanes>(picture, top, (from * geometry.StrideColumns) - geometry.PadLeft, firstTap, endTap, line + ((long)from * geometry.Input.C));
                    column = from + Neighbours;
                }
                else
                {
                    One<TLanes>(picture, top, (column * geometry.StrideColumns) - geometry.PadLeft, firstTap, endTap, line + ((long)column * geometry.Input.C));
                    column++;
                }
        }

        /// <summary>Four neighbouring outputs under whole kernel rows.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Several<TLanes>(float* picture, int top, int left, int firstTap, int endTap, float* target)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, taps = geometry.KernelColumns, dilation = geometry.DilationRows;
            nint step = (nint)geometry.StrideColumns * channels, tapPitch = (nint)geometry.DilationColumns * channels, linePitch = (nint)geometry.Input.W * channels;
            float* corner = picture + (((long)top * linePitch) + ((long)left * channels)), weights = w, starts = bias;
            for (int next = 0; next < channels; next += 16)
            {
                // The last channels overlap those before too.
                int c = Math.Min(next, channels - 16);
                TLanes s0 = starts is null ? TLanes.Broadcast(0) : TLanes.Load(starts + c), s1 = s0, s2 = s0, s3 = s0;
                for (int i = firstTap; i < endTap; i++)
                {
                    float* from = corner + (i * dilation * linePitch) + c, weight = weights + ((nint)i * taps * channels) + c;
                    for (int j = taps; j > 0; j--, from += tapPitch, weight += channels)
                    {
                        TLanes factor = TLanes.Load(weight);
                        TLanes.Accumulate(factor, TLanes.Load(from), ref s0);
                        TLanes.Accumulate(factor, TLanes.Load(from + step), ref s1);
                        TLanes.Accumulate(factor, TLanes.Load(from + (2 * step)), ref s2);
                        TLanes.Accumulate(factor, TLanes.Load(from + (3 * step)), ref s3);
                    }
                }

                float* to = target + c;
                epilogue.Invoke(s0, to).Store(to);
                to += channels;
                epilogue.Invoke(s1, to).Store(to);
                to += channels;
                epilogue.Invoke(s2, to).Store(to);
                to += channels;
                epilogue.Invoke(s3, to).Store(to);
            }
        }

        /// <summary>One output, whose kernel may leave the picture.</summary>
        private void One<TLanes>(float* picture, int top, int left, int firstTap, int endTap, float* target)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, c = 0;
            (int firstColumn, int endColumn) = Inside(left, geometry.DilationColumns, geometry.KernelColumns, geometry.Input.W);
            for (; c + 16 <= channels; c += 16)
            {
                TLanes sum = bias is null ? TLanes.Broadcast(0) : TLanes.Load(bias + c);
                for (int i = firstTap; i < endTap; i++)
                    for (int j = firstColumn; j < endColumn; j++)
                        TLanes.Accumulate(TLanes.Load(Weight(i, j) + c), TLanes.Load(Pixel(picture, top, left, i, j) + c), ref sum);
                epilogue.Invoke(sum, target + c).Store(target + c);
            }

            for (; c < channels; c++)
            {
                float sum = bias is null ? 0 : bias[c];
                for (int i = firstTap; i < endTap; i++)
                    for (int j = firstColumn; j < endColumn; j++)
                        sum = MathF.FusedMultiplyAdd(Weight(i, j)[c], Pixel(picture, top, left, i, j)[c], sum);
                target[c] = epilogue.Invoke(sum, target + c);
            }
        }

        private float* Weight(int i, int j) => w + ((((long)i * geometry.KernelColumns) + j) * geometry.Input.C);

        private float* Pixel(float* picture, int top, int left, int i, int j) =>
            picture + ((((long)(top + (i * geometry.DilationRows)) * geometry.Input.W) + left + (j * geometry.DilationColumns)) * geometry.Input.C);

        /// <summary>The taps that lie inside 0 … extent − 1, for a kernel that begins at <paramref name="start"/>.</summary>
        private static (int First, int End) Inside(int start, int dilation, int taps, int extent)
        {
            int first = Math.Min(Ceiling(-start, dilation), taps);
            return (first, Math.Clamp(Ceiling(extent - start, dilation), first, taps));
        }

        /// <summary>⌈number / divisor⌉, at least 0.</summary>
        private static int Ceiling(int number, int divisor) => number <= 0 ? 0 : (number + divisor - 1) / divisor;
    }
}
