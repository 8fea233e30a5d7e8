using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>The largest number of each window over any number of spatial axes.</summary>
/// <param name="Kernel">The window's extent along each spatial axis.</param>
public sealed record VolumeMaxPooling(ValueList<int> Kernel) : VolumePooling(Kernel)
{
    /// <inheritdoc/>
    public override string Kind => "volume_max_pooling";

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Geometry(site.Input, site.Output));

    private sealed class Executor(LayerSite site, VolumeGeometry geometry) : LayerExecutor(site)
    {
        private readonly int[] _places = new int[site.Output.Length];

        public override void Forward(LayerFrame frame) => VolumeMaxPool.Forward(Site.Scheduler, geometry, frame.Input.Values, frame.Output.Span, _places);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) VolumeMaxPool.InputGradient(Site.Scheduler, geometry, signal.Values, _places, dx.Span);
        }
    }
}
