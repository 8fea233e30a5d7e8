using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Networks.Layers.Activations;

/// <summary>The parametric rectifier [he2015] of two inputs x and slope: <c>y = x &lt; 0 ? slope · x : x</c>.</summary>
/// <remarks>The slope broadcasts over x by NumPy's rule: [C, 1, 1] is one slope a channel. At 0 the gradient is that of the negative side.</remarks>
public sealed record PRelu : PairLayer
{
    /// <inheritdoc/>
    public override string Kind => "prelu";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        base.InferShape(inputs) == inputs[0] ? inputs[0] : throw new LayerShapeException("its slopes must broadcast to its input, found the other way round");

    private protected override PairFunction Function => PairFunction.Leak;
}
