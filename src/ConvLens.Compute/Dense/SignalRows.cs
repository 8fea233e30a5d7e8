using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Dense;

/// <summary>Signals [N, O] packed as <see cref="WideBlock"/> reads its rows, twice: samples as rows, for the signal further down, and outputs as rows, for the gradient of the weights.</summary>
internal sealed unsafe class SignalRows
{
    private const int Depth = WideTile.Depth;

    private readonly int _batch, _outputs;
    private readonly Tensor _samples;
    private Tensor? _signals;

    /// <summary>Room for the signals.</summary>
    public SignalRows(int batch, int outputs)
    {
        (_batch, _outputs) = (batch, outputs);
        // The last tile may read rows that are not there, as below.
        _samples = new([Blocks(outputs), batch + WideTile.MostRows, Depth]);
    }

    /// <summary>Signal o of sample n at <c>⌊o / Depth⌋ · (N + 14) · Depth + n · Depth + o mod Depth</c>.</summary>
    public ReadOnlySpan<float> OfSamples => _samples.Values;

    /// <summary>Signal o of sample n at <c>⌊n / Depth⌋ · (O + 14) · Depth + o · Depth + n mod Depth</c>; empty until somebody asks for it.</summary>
    public ReadOnlySpan<float> OfOutputs => _signals is null ? default : _signals.Values;

    /// <summary>Packs the signals.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="dy">[N, O].</param>
    /// <param name="ofOutputs">Whether <see cref="OfOutputs"/> is read too.</param>
    public void Pack(Scheduler scheduler, ReadOnlySpan<float> dy, bool ofOutputs)
    {
        if (ofOutputs) _signals ??= new([Blocks(_batch), _outputs + WideTile.MostRows, Depth]);
        fixed (float* from = dy, samples = _samples.Span, signals = ofOutputs ? _signals!.Span : default) scheduler.Run(new Kernel(from, samples, signals, _batch, _outputs), Blocks(_outputs));
    }

    private static int Blocks(int numbers) => RoundUp.Quotient(numbers, Depth);

    /// <summary>As many outputs of all samples as are packed together; <c>signals</c> may be null.</summary>
    private readonly struct Kernel(float* dy, float* samples, float* signals, int batch, int outputs) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int first = item * Depth, count = Math.Min(Depth, outputs - first);
            float* from = dy + first, rows = samples + ((nint)item * (batch + WideTile.MostRows) * Depth);
            for (int n = 0; n < batch; n++) new ReadOnlySpan<float>(from + ((nint)n * outputs), count).CopyTo(new(rows + (n * Depth), count));
            if (signals is null) return;
            float* to = signals + ((nint)first * Depth);
            for (int n = 0; n < batch; n += Depth, to += (nint)(outputs + WideTile.MostRows) * Depth) Transposition.Turn(rows + (n * Depth), Depth, count, Math.Min(Depth, batch - n), to, Depth);
        }
    }
}
