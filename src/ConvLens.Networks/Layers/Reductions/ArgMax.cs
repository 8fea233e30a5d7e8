using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using Kernels = ConvLens.Compute.Reductions;

namespace ConvLens.Networks.Layers.Reductions;

/// <summary>Where along an axis the largest number stands, counted from 0, as a float. Its gradient is 0.</summary>
/// <remarks>The first NaN counts as the largest.</remarks>
/// <param name="Axis">The axis; negative ones count from the end. Default 0, as in ONNX.</param>
public sealed record ArgMax(int Axis = 0) : AxisLayer
{
    /// <summary>Whether the axis stays with extent 1. Default true, as in ONNX.</summary>
    public bool KeepAxis { get; init; } = true;

    /// <summary>Whether of equal numbers the last is taken. Default false: the first.</summary>
    public bool LastIndex { get; init; }

    /// <inheritdoc/>
    public override string Kind => "arg_max";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Reduced(inputs[0], Resolve([Axis], inputs[0]), KeepAxis);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Fibers.Along(site.Input, Resolve([Axis], site.Input), KeepAxis), LastIndex);

    private sealed class Executor(LayerSite site, Fibers fibers, bool last) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => Kernels.ArgMax.Run(Site.Scheduler, fibers, last, frame.Input.Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients) =>
            inputSignals[0]?.Span.Clear();
    }
}
