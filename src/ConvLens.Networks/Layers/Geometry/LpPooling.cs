using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>The p-norm of each window over any number of spatial axes: (Σ |x|ᵖ)^(1/p). Padding is zeros. A window of zeros has the gradient zero.</summary>
/// <param name="P">The norm's exponent, at least 1.</param>
/// <param name="Kernel">The window's extent along each spatial axis.</param>
public sealed record LpPooling(int P, ValueList<int> Kernel) : VolumePooling(Kernel)
{
    /// <inheritdoc/>
    public override string Kind => "lp_pooling";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => P >= 1 ? base.InferShape(inputs) : throw new LayerShapeException($"its exponent must be at least 1, found {P}");

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => Kernel.Aggregate((long)output.Length, (count, window) => count * window);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Geometry(site.Input, site.Output), P);

    private sealed class Executor(LayerSite site, VolumeGeometry geometry, int p) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => LpPool.Forward(Site.Scheduler, geometry, p, frame.Input.Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) LpPool.InputGradient(Site.Scheduler, geometry, p, frame.Input.Values, frame.Output.Values, signal.Values, dx.Span);
        }
    }
}
