using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Reductions;

/// <summary>The largest number of each map: [N, C, …] to [N, C, 1 …], whatever the maps' extents.</summary>
/// <remarks>As max pooling: of equal numbers the first in row order takes the gradient, and NaN is passed over unless it comes first.</remarks>
public sealed record GlobalMaxPooling : AxisLayer
{
    /// <inheritdoc/>
    public override string Kind => "global_max_pooling";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank > 2 ? Reduced(inputs[0], [.. Enumerable.Range(2, inputs[0].Rank - 2)], keepAxes: true) : throw new LayerShapeException("it needs an input N×C×…");

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Geometry(site.Input));

    // Maps of another rank lie one after the other: each is a picture of one channel and one column.
    private static PoolingGeometry Geometry(Shape input)
    {
        int maps = input.N * input.C, pixels = input.Length / maps;
        return input.Rank == 4 ? new(input, [input.N, input.C, 1, 1], input.H, input.W, 1, 1, 0, 0) : new([maps, 1, pixels, 1], [maps, 1, 1, 1], pixels, 1, 1, 1, 0, 0);
    }

    private sealed class Executor(LayerSite site, PoolingGeometry geometry) : LayerExecutor(site)
    {
        private readonly Tensor _taps = new(site.Output);

        public override (PoolingGeometry Geometry, Tensor Taps)? Switches => Site.Input.Rank == 4 ? (geometry, _taps) : null;

        public override void Forward(LayerFrame frame) => MaxPool.Forward(Site.Scheduler, geometry, frame.Input.Values, frame.Output.Span, _taps.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) MaxPool.Unpool(Site.Scheduler, geometry, signal.Values, _taps.Values, dx.Span);
        }
    }
}
