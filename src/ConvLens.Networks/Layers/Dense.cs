using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>y[n, o] = b[o] + Σ_i w[o, i] · x[n, i]: every output sees every input.</summary>
/// <remarks>Input [N, F], weight [O, F], bias [O], output [N, O].</remarks>
/// <param name="Outputs">Number of outputs O.</param>
public sealed record Dense(int Outputs) : Layer
{
    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "dense";

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 2, "N×F: put a flatten before it");
        return [inputs[0].N, Outputs];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs)
    {
        float bound = 1 / MathF.Sqrt(inputs[0].C);
        ParameterSpec weight = new("weight", [Outputs, inputs[0].C], bound);
        return Bias ? [weight, new("bias", [Outputs], bound)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)output.Length * inputs[0].C;

    internal override LayerExecutor CreateExecutor(LayerSite site) => LargeDenseExecutor.Serves(site) ? new LargeDenseExecutor(site) : new DenseExecutor(site);
}
