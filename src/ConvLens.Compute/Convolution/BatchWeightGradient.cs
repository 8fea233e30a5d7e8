using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Weight gradients of convolutions of stride 1 with few channels and outputs over a batch: lanes are samples.</summary>
/// <remarks>
/// <code>
/// dw[o, i, k] += Σ_x dy[o, r − i, x] · line_r[x · C + k]     for every line r of the picture; k: columns and channels of a kernel row
/// </code>
/// A tile's sums are six k of two pairs (o, i). Lanes are added up once, at the end of a chunk of the batch.
/// </remarks>
public sealed unsafe class BatchWeightGradient : ConvolutionWeightGradient
{
    private const int MostOutputs = 15, MostChannels = 16, FewestColumns = 8, MostWeights = 1 << 13, MostLineFloats = 1 << 15, CacheFloats = 3 << 15;

    private readonly ConvolutionGeometry _geometry;
    private readonly SampleBands _bands;
    private readonly Tensor _partial;
    private readonly int _chunks, _chunkGroups, _couples, _sixes;

    /// <summary>Takes the workspace for one geometry.</summary>
    public BatchWeightGradient(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        _bands = new(geometry, Math.Max(1, CacheFloats / SignalLine(geometry)));
        _chunkGroups = RoundUp.Quotient(_bands.Groups, MostChunks);
        _chunks = RoundUp.Quotient(_bands.Groups, _chunkGroups);
        (_couples, _sixes) = (((geometry.Outputs * geometry.KernelRows) + 1) / 2, RoundUp.Quotient(geometry.RunLength, SampleTile.Numbers));
        _partial = new([_chunks * _bands.Count, geometry.Outputs * geometry.PatchLength]);
    }

    /// <summary>Whether the geometry has a batch to fill the lanes, stride 1, no dilation, one group, few channels, too few outputs to fill lanes, and lines neither too short nor too long for a near cache.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        geometry is { StrideRows: 1, StrideColumns: 1, DilationRows: 1, DilationColumns: 1, Groups: 1, Outputs: <= MostOutputs, OutputColumns: >= FewestColumns, Input.N: >= SampleLanes.Count }
        && geometry.Input.C <= MostChannels && geometry.Outputs * geometry.PatchLength <= MostWeights && ((long)geometry.PaddedColumns * geometry.Input.C * SampleLanes.Count) + SignalLine(geometry) <= MostLineFloats;

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient)
    {
        Require.Length(input.Length, _geometry.Input.Length, nameof(input));
        Require.Length(outputSignal.Length, _geometry.Output.Length, nameof(outputSignal));
        Require.Length(weightGradient.Length, _geometry.PatchLength * _geometry.Outputs, nameof(weightGradient));
        fixed (float* x = input, dy = outputSignal, partial = _partial.Span, dw = weightGradient)
        {
            scheduler.Run(new Kernel(this, x, dy, partial), _chunks * _bands.Count);
            scheduler.Run(new SumKernel(partial, dw, weightGradient.Length, _chunks * _bands.Count), RoundUp.Quotient(weightGradient.Length, SumKernel.Numbers));
        }
    }

    private static int SignalLine(ConvolutionGeometry geometry) => geometry.OutputColumns * geometry.Outputs * SampleLanes.Count;

    /// <summary>A band of the output rows of a chunk of the batch.</summary>
    private readonly struct Kernel(BatchWeightGradient owner, float* x, float* dy, float* partial) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            SampleBands bands = owner._bands;
            ConvolutionGeometry geometry = owner._geometry;
            (int chunk, int band) = int.DivRem(item, bands.Count);
            (int top, int bottom) = bands.Outputs(band);
            (int first, int end) = bands.Inputs(top, bottom);
            int rowLength = geometry.OutputColumns * geometry.Outputs, signalLine = SignalLine(geometry);
            int sumsLength = owner._couples * owner._sixes * SampleTile.Length, slack = SampleTile.Numbers * SampleLanes.Count;
            fixed (float* sums = Scratch.Floats(sumsLength + bands.LineLength + slack + ((bands.Rows + 1) * signalLine)))
            {
                float* line = sums + sumsLength, zeros = line + bands.LineLength + slack, signal = zeros + signalLine;
                new Span<float>(sums, sumsLength).Clear();
                new Span<float>(zeros, signalLine).Clear();
                for (int group = chunk * owner._chunkGroups; group < Math.Min((chunk + 1) * owner._chunkGroups, bands.Groups); group++)
                {
                    float* picture = dy + ((long)group * SampleLanes.Count * geometry.OutputRows * rowLength);
                    for (int row = top; row < bottom; row++)
                        SampleLanes.Join(picture + ((long)row * rowLength), geometry.OutputRows * rowLength, bands.Samples(group), rowLength, signal + ((row - top) * signalLine));
                    for (int row = first; row < end; row++)
                    {
                        bands.JoinInput(x, group, row, line);
                        AddLine<TLanes>(row, top, bottom, line, signal, zeros, signalLine, sums);
                    }
                }

                Fold<TLanes>(sums, partial + ((long)item * geometry.Outputs * geometry.PatchLength));
            }
        }

        /// <summary>One line of the picture with all rows of the signal that it met.</summary>
        private void AddLine<TLanes>(int row, int top, int bottom, float* line, float* signal, float* zeros, int signalLine, float* sums)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner._geometry;
            int channels = geometry.Input.C, outputs = geometry.Outputs, pairs = outputs * geometry.KernelRows, lastRow = row + geometry.PadTop;
            for (int couple = 0; couple < owner._couples; couple++)
            {
                // Of an odd number of pairs the last goes with itself.
                int pair = 2 * couple, other = Math.Min(pair + 1, pairs - 1);
                float* left = Signal(lastRow - (pair / outputs), pair % outputs), right = Signal(lastRow - (other / outputs), other % outputs);
                if (left == zeros && right == zeros) continue;
                for (int six = 0; six < owner._sixes; six++)
                    SampleTile.Accumulate<TLanes>(
                        line + (six * SampleTile.Numbers * SampleLanes.Count), channels * SampleLanes.Count, left, right, outputs * SampleLanes.Count, geometry.OutputColumns,
                        sums + (((couple * owner._sixes) + six) * SampleTile.Length));
            }

            float* Signal(int y, int output) => y >= top && y < bottom ? signal + ((long)(y - top) * signalLine) + (output * SampleLanes.Count) : zeros;
        }

        private void Fold<TLanes>(float* sums, float* to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int outputs = owner._geometry.Outputs, rows = owner._geometry.KernelRows, length = owner._geometry.RunLength;
            for (int o = 0; o < outputs; o++)
                for (int i = 0; i < rows; i++)
                    for (int k = 0; k < length; k++)
                    {
                        (int couple, int side) = int.DivRem((i * outputs) + o, 2);
                        (int six, int number) = int.DivRem(k, SampleTile.Numbers);
                        *to++ = TLanes.Load(sums + (((((((couple * owner._sixes) + six) * 2) + side) * SampleTile.Numbers) + number) * SampleLanes.Count)).Sum();
                    }
        }
    }

    /// <summary>Adds up the partial sums of some weights in order.</summary>
    private readonly struct SumKernel(float* partial, float* dw, int weights, int items) : IKernel
    {
        public const int Numbers = 512;

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int first = item * Numbers, count = Math.Min(Numbers, weights - first), k = 0;
            new Span<float>(dw + first, count).Clear();
            for (int part = 0; part < items; part++, k = 0)
            {
                float* from = partial + ((long)part * weights) + first;
                for (; k + 16 <= count; k += 16) (TLanes.Load(dw + first + k) + TLanes.Load(from + k)).Store(dw + first + k);
                for (; k < count; k++) dw[first + k] += from[k];
            }
        }
    }
}
