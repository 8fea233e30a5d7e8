using System.Globalization;
using System.Text;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Random;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers;

/// <summary>In training, zeroes each number with probability p and scales the rest by 1 / (1 − p); otherwise passes them on.</summary>
/// <param name="Probability">p in [0, 1).</param>
public sealed record Dropout(float Probability) : Layer
{
    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        Probability is >= 0 and < 1 ? inputs[0] : throw new LayerShapeException($"its probability must lie in [0, 1), found {Probability}");

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Probability);

    private sealed class Executor(LayerSite site, float probability) : LayerExecutor(site)
    {
        // Room for the longest step's digits.
        private readonly byte[] _name = [.. Encoding.UTF8.GetBytes($"dropout/{site.Node}/"), .. new byte[20]];
        private Tensor? _mask;

        public override bool WorksInPlace => true;

        public override void Forward(LayerFrame frame)
        {
            if (!frame.Mode.IsTraining)
            {
                if (!ReferenceEquals(frame.Input, frame.Output)) frame.Input.Values.CopyTo(frame.Output.Span);
                return;
            }

            _mask ??= new(Site.Output);
            DropoutMask.Draw(Site.Scheduler, probability, frame.Mode.Seed, RandomStream.StreamOf(StreamName(frame.Mode.Step)), 0, _mask.Span);
            Elementwise.Arithmetic.Multiply(Site.Scheduler, frame.Input.Values, _mask.Values, frame.Output.Span);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is not { } dx) return;
            if (frame.Mode.IsTraining) Elementwise.Arithmetic.Multiply(Site.Scheduler, signal.Values, _mask!.Values, dx.Span);
            else signal.Values.CopyTo(dx.Span);
        }

        private ReadOnlySpan<byte> StreamName(long step)
        {
            int prefix = _name.Length - 20;
            step.TryFormat(_name.AsSpan(prefix), out int digits, provider: CultureInfo.InvariantCulture);
            return _name.AsSpan(0, prefix + digits);
        }
    }
}
