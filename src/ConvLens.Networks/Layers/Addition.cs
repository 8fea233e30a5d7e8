using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>The sum of two or more inputs of one shape: the join of a residual block.</summary>
public sealed record Addition : Layer
{
    /// <inheritdoc/>
    public override string Kind => "addition";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (2, int.MaxValue);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs.All(shape => shape == inputs[0]) ? inputs[0] : throw new LayerShapeException("it needs inputs of one shape");

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site);

    private sealed class Executor(LayerSite site) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame)
        {
            Arithmetic.Add(Site.Scheduler, frame.Inputs[0].Values, frame.Inputs[1].Values, frame.Output.Span);
            foreach (Tensor more in frame.Inputs.Skip(2)) Arithmetic.AddScaled(Site.Scheduler, 1, more.Values, frame.Output.Span);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            foreach (Tensor? dx in inputSignals)
                if (dx is not null) signal.Values.CopyTo(dx.Span);
        }
    }
}
