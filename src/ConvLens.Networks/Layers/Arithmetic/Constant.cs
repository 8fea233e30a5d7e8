using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Arithmetic;

/// <summary>Numbers that no input changes: the parameter <c>value</c>.</summary>
/// <param name="Shape">Its shape, whatever the batch.</param>
public sealed record Constant(Shape Shape) : Layer
{
    /// <summary>Whether training changes the numbers. Default false.</summary>
    public bool Trainable { get; init; }

    /// <inheritdoc/>
    public override string Kind => "constant";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (0, 0);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs) => [new("value", Shape, 0, Trainable: Trainable)];

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site);

    private sealed class Executor(LayerSite site) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => frame.Parameters[0].Values.CopyTo(frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (parameterGradients is [var gradient]) signal.Values.CopyTo(gradient.Span);
        }
    }
}
