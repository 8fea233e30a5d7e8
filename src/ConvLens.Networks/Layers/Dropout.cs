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
        private Tensor? _mask;

        public override void Forward(LayerFrame frame)
        {
            if (!frame.Mode.IsTraining)
            {
                frame.Input.Values.CopyTo(frame.Output.Span);
                return;
            }

            _mask ??= new(Site.Output);
            RandomStream stream = new(frame.Mode.Seed, $"dropout/{Site.Node}/{frame.Mode.Step}");
            DropoutMask.Draw(Site.Scheduler, probability, stream.Key, stream.Stream, 0, _mask.Span);
            Elementwise.Arithmetic.Multiply(Site.Scheduler, frame.Input.Values, _mask.Values, frame.Output.Span);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is not { } dx) return;
            if (frame.Mode.IsTraining) Elementwise.Arithmetic.Multiply(Site.Scheduler, signal.Values, _mask!.Values, dx.Span);
            else signal.Values.CopyTo(dx.Span);
        }
    }
}
