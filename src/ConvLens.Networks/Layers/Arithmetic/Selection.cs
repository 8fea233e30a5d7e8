using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>Of three inputs condition, x and y: x where the condition is not 0, else y.</summary>
/// <remarks>The inputs broadcast by NumPy's rule. The gradient to the condition is 0.</remarks>
public sealed record Selection : Layer
{
    /// <inheritdoc/>
    public override string Kind => "selection";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (3, 3);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Broadcasting.Common(inputs);

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site);

    private sealed class Executor(LayerSite site) : LayerExecutor(site)
    {
        private readonly Fibers[] _operands = [.. site.Inputs.Select(input => Fibers.OfBroadcast(input, site.Output))];

        public override void Forward(LayerFrame frame) => Choice.Forward(
            Site.Scheduler, _operands[0], frame.Inputs[0].Values, _operands[1], frame.Inputs[1].Values, _operands[2], frame.Inputs[2].Values, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            inputSignals[0]?.Span.Clear();
            for (int i = 1; i < 3; i++)
                if (inputSignals[i] is { } target) Choice.Gradient(Site.Scheduler, where: i == 1, _operands[0], frame.Inputs[0].Values, signal.Values, _operands[i], target.Span);
        }
    }
}
