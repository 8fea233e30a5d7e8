using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>The mean of each window over any number of spatial axes.</summary>
/// <param name="Kernel">The window's extent along each spatial axis.</param>
public sealed record VolumeAveragePooling(ValueList<int> Kernel) : VolumePooling(Kernel)
{
    /// <summary>Whether padding counts as zeros in the mean; what a window rounded up reaches beyond it never does. Default true, as in PyTorch.</summary>
    public bool CountPadding { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "volume_average_pooling";

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => Kernel.Aggregate((long)output.Length, (count, window) => count * window);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Geometry(site.Input, site.Output), CountPadding);

    private sealed class Executor(LayerSite site, VolumeGeometry geometry, bool countPadding) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => VolumeAveragePool.Forward(Site.Scheduler, geometry, countPadding, frame.Input.Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) VolumeAveragePool.InputGradient(Site.Scheduler, geometry, countPadding, signal.Values, dx.Span);
        }
    }
}
