using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Where the largest number of each window stands: its row-major number in the whole input, in logical order, as a float. ONNX's second output of MaxPool. Its gradient is zero.</summary>
/// <param name="Kernel">The window's extent along each spatial axis.</param>
public sealed record MaxPoolingIndices(ValueList<int> Kernel) : VolumePooling(Kernel)
{
    // Up to here every whole number is a float32.
    private const int MostNumbers = 1 << 24;

    /// <summary>Whether the spatial axes of a plane are counted from the first on: ONNX's storage order 1. Default false.</summary>
    public bool ColumnMajor { get; init; }

    /// <inheritdoc/>
    public override string Kind => "max_pooling_indices";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].Length <= MostNumbers ? base.InferShape(inputs) : throw new LayerShapeException($"it numbers its inputs in float32, which counts to 2²⁴, found {inputs[0].Length}");

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Geometry(site.Input, site.Output), ColumnMajor);

    private sealed class Executor(LayerSite site, VolumeGeometry geometry, bool columnMajor) : LayerExecutor(site)
    {
        private readonly int[] _places = new int[site.Output.Length];

        public override void Forward(LayerFrame frame)
        {
            VolumeMaxPool.Forward(Site.Scheduler, geometry, frame.Input.Values, frame.Output.Span, _places);
            VolumeMaxPool.Number(Site.Input, columnMajor, _places, frame.Output.Span);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients) => inputSignals[0]?.Span.Clear();
    }
}
