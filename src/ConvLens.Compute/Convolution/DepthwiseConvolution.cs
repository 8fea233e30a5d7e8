using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution in which each channel has one kernel of its own: y[n, c, y, x] = bias[c] + Σ_{i, j} w[c, i, j] · x[n, c, …]. Lanes are channels.</summary>
public sealed unsafe class DepthwiseConvolution(ConvolutionGeometry geometry) : ConvolutionAlgorithm
{
    // Fewer rows than so many items are cut into ranges of channels, none of fewer than so many.
    private const int FewestItems = 28, LeastRange = 64;

    // So many outputs are computed with one or two others again rather than one by one.
    private const int WorthRepeating = 2;

    private readonly DepthwiseWeights _weights = new(geometry);
    private readonly int _range = Range(geometry), _ranges = RoundUp.Quotient(geometry.Input.C, Range(geometry));

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
            scheduler.Run(new Kernel(geometry, _range, _ranges, x, w, b, y, new(y, plus, rectification)), geometry.Input.N * geometry.OutputRows * _ranges);
    }

    /// <summary>Channels of an item: where there are few rows, they are cut, so that threads find enough items.</summary>
    private static int Range(ConvolutionGeometry geometry)
    {
        int rows = geometry.Input.N * geometry.OutputRows, ranges = Math.Clamp(RoundUp.Quotient(FewestItems, rows), 1, Math.Max(1, geometry.Input.C / LeastRange));
        return RoundUp.Multiple(RoundUp.Quotient(geometry.Input.C, ranges), 16);
    }

    /// <summary>A range of channels of one row of outputs.</summary>
    private readonly struct Kernel(ConvolutionGeometry geometry, int range, int ranges, float* x, float* w, float* bias, float* y, Epilogue epilogue) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            if (typeof(TLanes) == typeof(Lanes512)) Row<TLanes, Register512>(item);
            else if (typeof(TLanes) == typeof(Lanes256)) Row<TLanes, Register256>(item);
            else Row<TLanes, Register128>(item);
        }

        private void Row<TLanes, TRegister>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
            where TRegister : unmanaged, IRegister<TRegister>
        {
            (int rowItem, int part) = int.DivRem(item, ranges);
            (int n, int row) = int.DivRem(rowItem, geometry.OutputRows);
            int pitch = geometry.Input.C, firstChannel = part * range, channels = Math.Min(range, pitch - firstChannel);
            int columns = geometry.OutputColumns, stride = geometry.StrideColumns, tapPitch = geometry.DilationColumns * pitch, weightLine = geometry.KernelColumns * pitch;
            nint linePitch = (nint)geometry.DilationRows * geometry.Input.W * pitch;
            bool clamps = !epilogue.Adds && epilogue.Clamps;
            DepthwiseTile tile = new(pitch, stride * pitch, tapPitch, linePitch, weightLine, clamps ? epilogue.Floor : float.NegativeInfinity, clamps ? epilogue.Ceiling : float.PositiveInfinity);
            int top = (row * geometry.StrideRows) - geometry.PadTop;
            (int firstRow, int endRow) = Inside(top, geometry.DilationRows, geometry.KernelRows, geometry.Input.H);
            float* picture = x + ((((nint)n * geometry.Input.H) + top) * geometry.Input.W * pitch) + (firstRow * linePitch) + firstChannel, weights = w + (firstRow * weightLine) + firstChannel;
            float* starts = bias is null ? null : bias + firstChannel, line = y + ((nint)rowItem * columns * pitch) + firstChannel;
            int reach = geometry.DilationColumns * (geometry.KernelColumns - 1), first = Math.Min(RoundUp.Quotient(Math.Max(0, geometry.PadLeft), stride), columns);
            int end = Math.Clamp(RoundUp.Quotient(Math.Max(0, geometry.Input.W - reach + geometry.PadLeft), stride), first, columns);
            bool several = end - first >= DepthwiseTile.Neighbours && channels >= 2 * TRegister.Count;
            for (int column = 0; column < columns;)
            {
                int left = (column * stride) - geometry.PadLeft, rest = end - column;
                if (several && column >= first && rest >= WorthRepeating)
                {
                    // The last ones may overlap those before, which are computed again.
                    column = Math.Min(column, end - DepthwiseTile.Neighbours);
                    left = (column * stride) - geometry.PadLeft;
                    tile.Several<TRegister>(picture + ((nint)left * pitch), weights, starts, line + ((nint)column * pitch), channels, endRow - firstRow, geometry.KernelColumns);
                    column += DepthwiseTile.Neighbours;
                }
                else
                {
                    (int firstTap, int endTap) = Inside(left, geometry.DilationColumns, geometry.KernelColumns, geometry.Input.W);
                    tile.One<TRegister>(
                        picture + ((nint)left * pitch) + (firstTap * tapPitch), weights + (firstTap * pitch), starts, line + ((nint)column * pitch), channels, endRow - firstRow, endTap - firstTap);
                    column++;
                }
            }

            if (!clamps) epilogue.Apply<TLanes>(line, columns, pitch, channels);
        }

        /// <summary>The taps that lie inside 0 … extent − 1, for a kernel that begins at <paramref name="start"/>.</summary>
        private static (int First, int End) Inside(int start, int dilation, int taps, int extent)
        {
            int first = Math.Min(RoundUp.Quotient(Math.Max(0, -start), dilation), taps);
            return (first, Math.Clamp(RoundUp.Quotient(Math.Max(0, extent - start), dilation), first, taps));
        }
    }
}
