using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>[N, C, H, W] to [N, C·H·W] in channel, row, column order, as everywhere in the field.</summary>
public sealed record Flatten : Layer
{
    /// <inheritdoc/>
    public override string Kind => "flatten";

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => [inputs[0].N, inputs[0].Length / inputs[0].N];

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site);

    // Memory is channels-last, so flattening moves numbers.
    private sealed class Executor(LayerSite site) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => ChannelsLast.Unpack(Site.Scheduler, Site.Input, frame.Input.Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) ChannelsLast.Pack(Site.Scheduler, Site.Input, signal.Values, dx.Span);
        }
    }
}
