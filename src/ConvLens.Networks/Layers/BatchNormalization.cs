using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>y = (x − mean) / √(variance + ε) · weight + bias for each channel (axis 1) [ioffe2015].</summary>
/// <remarks>In training the mean and the (biased) variance are the batch's; otherwise the running ones. Parameters, each [C]: weight, bias, running_mean, running_var.</remarks>
public sealed record BatchNormalization : Layer
{
    /// <summary>ε, keeps the division finite. Default 1e-5, as in PyTorch.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Share of the new batch in the running statistics: running += momentum · (batch − running). Default 0.1, as in PyTorch.</summary>
    public float Momentum { get; init; } = 0.1f;

    /// <inheritdoc/>
    public override string Kind => "batch_normalization";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank is 2 or 4 ? inputs[0] : throw new LayerShapeException("it needs an input N×F or N×C×H×W");

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs)
    {
        Shape channels = [inputs[0].C];
        return
        [
            new("weight", channels, 0, Center: 1), new("bias", channels, 0),
            new("running_mean", channels, 0, Trainable: false), new("running_var", channels, 0, Center: 1, Trainable: false),
        ];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => output.Length;

    internal override LayerExecutor CreateExecutor(LayerSite site) => new BatchNormalizationExecutor(site, Epsilon, Momentum);
}
