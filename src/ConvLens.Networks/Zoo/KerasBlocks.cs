using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>What CsiNet [wen2018] and DualNet [liu2019] are made of, named as Keras numbers layers: each kind counts from 1.</summary>
/// <remarks>Batch normalization is by image column, which Keras' default axis makes of maps with channels first; its ε is 0.001 and its momentum 0.01 in PyTorch's sense.</remarks>
internal sealed class KerasBlocks(NetworkBuilder builder)
{
    private int _convolutions, _normalizations, _activations, _sums;

    /// <summary>Convolution, batch normalization, leaky rectifier.</summary>
    public KerasBlocks AddActivated(int outputs, string? from = null) => AddNormalized(outputs, from).AddActivation();

    /// <summary>Two residual blocks: three 3×3 convolutions, added to what came in.</summary>
    /// <param name="from">What comes in.</param>
    /// <param name="outputs">Maps of the three convolutions; the last as many as come in.</param>
    public KerasBlocks AddRefinement(string from, params ReadOnlySpan<int> outputs)
    {
        for (int block = 0; block < 2; block++)
        {
            AddActivated(outputs[0], from).AddActivated(outputs[1]).AddNormalized(outputs[2]);
            builder.Add($"add_{++_sums}", new Addition(), from, $"batch_normalization_{_normalizations}");
            AddActivation();
            from = $"leaky_re_lu_{_activations}";
        }

        return this;
    }

    /// <summary>A convolution to the network's output in (0, 1).</summary>
    public Network End(int outputs) => builder.Add($"conv2d_{++_convolutions}", new Convolution(outputs, 3) { Padding = 1 }).Add("sigmoid", new Sigmoid()).Build();

    private KerasBlocks AddNormalized(int outputs, string? from = null)
    {
        builder.AddAfter($"conv2d_{++_convolutions}", new Convolution(outputs, 3) { Padding = 1 }, from)
            .Add($"batch_normalization_{++_normalizations}", new BatchNormalization { Axis = NormalizationAxis.Column, Epsilon = 1e-3f, Momentum = 0.01f });
        return this;
    }

    private KerasBlocks AddActivation()
    {
        builder.Add($"leaky_re_lu_{++_activations}", new LeakyRelu(0.3f));
        return this;
    }
}
