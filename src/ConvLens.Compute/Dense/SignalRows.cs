using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Dense;

/// <summary>Signals [N, O] as <see cref="PackedRows"/>, twice: samples as rows, for the signal further down, and outputs as rows, for the gradient of the weights.</summary>
internal sealed unsafe class SignalRows
{
    private const int BlockRows = DenseBlocks.Rows;

    private readonly int _batch, _outputs;
    private readonly Tensor _samples;
    private Tensor? _signals;

    /// <summary>Room for the signals.</summary>
    public SignalRows(int batch, int outputs)
    {
        (_batch, _outputs) = (batch, outputs);
        _samples = new([Blocks, BlockLength(batch)]);
    }

    /// <summary>Samples as rows, a block for every <see cref="DenseBlocks.Rows"/> outputs.</summary>
    public ReadOnlySpan<float> OfSamples => _samples.Values;

    /// <summary>Outputs as rows of all samples; empty until somebody asks for them.</summary>
    public ReadOnlySpan<float> OfOutputs => _signals is null ? default : _signals.Values;

    private int Blocks => RoundUp.Quotient(_outputs, BlockRows);

    /// <summary>Floats from block to block of <see cref="OfSamples"/>.</summary>
    public static int BlockLength(int batch) => PackedRows.Length(batch, BlockRows);

    /// <summary>Packs the signals.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="dy">[N, O].</param>
    /// <param name="ofOutputs">Whether <see cref="OfOutputs"/> is read too.</param>
    public void Pack(Scheduler scheduler, ReadOnlySpan<float> dy, bool ofOutputs)
    {
        if (ofOutputs) _signals ??= new([PackedRows.Length(_outputs, _batch)]);
        fixed (float* from = dy, samples = _samples.Span, signals = ofOutputs ? _signals!.Span : default) scheduler.Run(new Kernel(from, samples, signals, _batch, _outputs), Blocks);
    }

    /// <summary>A block of outputs of all samples; <c>signals</c> may be null.</summary>
    private readonly struct Kernel(float* dy, float* samples, float* signals, int batch, int outputs) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int first = item * BlockRows, count = Math.Min(BlockRows, outputs - first), depth = RoundUp.Multiple(batch, PackedRows.Quad);
            float* from = dy + first, rows = samples + ((nint)item * BlockLength(batch));
            PackedRows.Pack<TLanes>(from, outputs, batch, count, rows, PackedRows.GroupPitch<TLanes>(BlockRows));
            if (signals is not null) PackedRows.Turn<TLanes>(from, outputs, count, batch, signals + ((nint)first * depth), PackedRows.GroupPitch<TLanes>(batch));
        }
    }
}
