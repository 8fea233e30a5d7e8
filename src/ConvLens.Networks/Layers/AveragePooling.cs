using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>The mean of each window.</summary>
/// <param name="Kernel">Window rows and columns.</param>
public sealed record AveragePooling(Extent Kernel) : Pooling(Kernel)
{
    /// <summary>Whether padding counts as zeros in the mean; what a window rounded up reaches beyond it never does. Default true, as in PyTorch.</summary>
    public bool CountPadding { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "average_pooling";

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)output.Length * Kernel.Rows * Kernel.Columns;

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Geometry(site.Input, site.Output), CountPadding);

    private sealed class Executor(LayerSite site, PoolingGeometry geometry, bool countPadding) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) =>
            AveragePool.Forward(Site.Scheduler, geometry, countPadding, frame.Input.Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } inputSignal) AveragePool.InputGradient(Site.Scheduler, geometry, countPadding, signal.Values, inputSignal.Span);
        }
    }
}
