using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>y = (x − mean) / √(variance + ε) · weight + bias for each channel (or image column, see <see cref="Axis"/>) [ioffe2015].</summary>
/// <remarks>In training the mean and the (biased) variance are the batch's; otherwise the running ones. Parameters, each [C] (or [W]): weight, bias, running_mean, running_var.</remarks>
public sealed record BatchNormalization : Layer
{
    /// <summary>ε, keeps the division finite. Default 1e-5, as in PyTorch.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Share of the new batch in the running statistics: running += momentum · (batch − running). Default 0.1, as in PyTorch.</summary>
    public float Momentum { get; init; } = 0.1f;

    /// <summary>Over what the statistics are kept apart. Default: channels.</summary>
    public NormalizationAxis Axis { get; init; }

    /// <inheritdoc/>
    public override string Kind => "batch_normalization";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        if (Axis == NormalizationAxis.Column) RequireRank(inputs[0], 4, "N×C×H×W to normalize columns");
        else if (inputs[0].Rank is not (2 or 4)) throw new LayerShapeException("it needs an input N×F or N×C×H×W");
        return inputs[0];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs)
    {
        Shape parts = [Parts(inputs[0])];
        return
        [
            new("weight", parts, 0, Center: 1), new("bias", parts, 0),
            new("running_mean", parts, 0, Trainable: false), new("running_var", parts, 0, Center: 1, Trainable: false),
        ];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => output.Length;

    internal override LayerExecutor CreateExecutor(LayerSite site) =>
        new BatchNormalizationExecutor(site, Parts(site.Input), Axis == NormalizationAxis.Column ? site.Input.C : 1, Epsilon, Momentum);

    private int Parts(Shape input) => Axis == NormalizationAxis.Column ? input.W : input.C;
}
