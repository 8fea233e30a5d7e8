using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>[N, F] to [N, C, H, W] in channel, row, column order: undoes a <see cref="Flatten"/>. F must be C·H·W.</summary>
/// <param name="Channels">C.</param>
/// <param name="Rows">H.</param>
/// <param name="Columns">W.</param>
public sealed record Unflatten(int Channels, int Rows, int Columns) : Layer
{
    /// <inheritdoc/>
    public override string Kind => "unflatten";

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 2, "N×F");
        Shape sample = [Channels, Rows, Columns];
        return sample.Length == inputs[0].C
            ? [inputs[0].N, Channels, Rows, Columns]
            : throw new LayerShapeException($"it needs {sample.Length} features for maps {sample}, found {inputs[0].C}");
    }

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site);

    private sealed class Executor(LayerSite site) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => ChannelsLast.Pack(Site.Scheduler, Site.Output, frame.Input.Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) ChannelsLast.Unpack(Site.Scheduler, Site.Output, signal.Values, dx.Span);
        }
    }
}
