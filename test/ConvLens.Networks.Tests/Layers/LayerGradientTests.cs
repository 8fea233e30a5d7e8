using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Layers;

/// <summary>Each layer alone: forward against its twin, gradients to input and parameters against central differences.</summary>
/// <remarks>
/// One layer sums at most a few hundred products, or samples in batch normalization, in float32: 2⁻²⁴ times the root of their number, and a
/// handful of roundings more. 2e-6 leaves a factor of three; a wrong formula is off by orders more.
/// </remarks>
public sealed class LayerGradientTests
{
    private const double Bound = 2e-6;

    private static readonly Dictionary<string, (Layer Layer, Shape Input)> Layers = new(StringComparer.Ordinal)
    {
        ["convolution"] = (new Convolution(3, 3), [1, 2, 5, 6]),
        ["convolution without bias"] = (new Convolution(3, 3) { Bias = false }, [1, 2, 5, 6]),
        ["convolution, everything uneven"] = (new Convolution(4, new Extent(3, 2)) { Stride = new Extent(2, 1), Padding = new Margins(1, 0, 2, 3), Dilation = new Extent(1, 2), Groups = 2 }, [1, 4, 7, 6]),
        ["depthwise convolution"] = (new Convolution(3, 3) { Padding = 1, Groups = 3 }, [1, 3, 4, 5]),
        ["dense"] = (new Dense(7), [1, 11]),
        ["dense without bias"] = (new Dense(7) { Bias = false }, [1, 11]),
        ["max pooling"] = (new MaxPooling(2), [1, 3, 6, 5]),
        ["max pooling with overlap and padding"] = (new MaxPooling(3) { Stride = 2, Padding = 1 }, [1, 2, 6, 7]),
        ["max pooling rounded up"] = (new MaxPooling(2) { RoundUp = true }, [1, 2, 5, 7]),
        ["average pooling"] = (new AveragePooling(new Extent(2, 3)), [1, 3, 6, 7]),
        ["average pooling with overlap and padding"] = (new AveragePooling(3) { Stride = 2, Padding = 1 }, [1, 2, 6, 7]),
        ["average pooling without counting padding"] = (new AveragePooling(3) { Stride = 2, Padding = 1, CountPadding = false, RoundUp = true }, [1, 2, 6, 7]),
        ["global average pooling"] = (new GlobalAveragePooling(), [1, 3, 6, 5]),
        ["adaptive average pooling that divides"] = (new AdaptiveAveragePooling(2, 3), [1, 3, 6, 6]),
        ["adaptive average pooling that does not divide"] = (new AdaptiveAveragePooling(3, 4), [1, 2, 7, 5]),
        ["adaptive average pooling that enlarges"] = (new AdaptiveAveragePooling(5, 2), [1, 2, 3, 5]),
        ["adaptive average pooling that changes nothing"] = (new AdaptiveAveragePooling(4, 5), [1, 2, 4, 5]),
        ["channel scaling"] = (new ChannelScaling([0.5f, -2, 3], [1, 0, -0.25f]), [1, 3, 4, 5]),
        ["relu"] = (new Relu(), [1, 3, 4, 5]),
        ["leaky relu"] = (new LeakyRelu(0.2f), [1, 3, 4, 5]),
        ["relu6"] = (new Relu6(), [1, 3, 4, 5]),
        ["tanh"] = (new Tanh(), [1, 3, 4, 5]),
        ["sigmoid"] = (new Sigmoid(), [1, 17]),
        ["log-softmax of vectors"] = (new LogSoftmax(), [1, 10]),
        ["log-softmax of maps"] = (new LogSoftmax(), [1, 4, 3, 2]),
        ["softmax of vectors"] = (new Softmax(), [1, 10]),
        ["softmax of maps"] = (new Softmax(), [1, 4, 3, 2]),
        ["batch normalization of maps"] = (new BatchNormalization(), [1, 3, 4, 5]),
        ["batch normalization of vectors"] = (new BatchNormalization { Epsilon = 1e-2f }, [1, 19]),
        ["batch normalization of columns"] = (new BatchNormalization { Axis = NormalizationAxis.Column }, [1, 3, 4, 5]),
        ["batch normalization of as many columns as channels"] = (new BatchNormalization { Axis = NormalizationAxis.Column }, [1, 4, 3, 4]),
        ["dropout"] = (new Dropout(0.4f), [1, 3, 4, 5]),
        ["flatten"] = (new Flatten(), [1, 3, 4, 5]),
        ["unflatten"] = (new Unflatten(3, 4, 5), [1, 60]),
        ["concatenation of one"] = (new Concatenation(), [1, 3, 2, 2]),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Gradients_hold_in_inference(string name) => Check(name, 3, ForwardMode.Inference);

    [Theory, MemberData(nameof(Names))]
    public void Gradients_hold_in_training(string name) => Check(name, 4, ForwardMode.Training(7, 11));

    [Theory, MemberData(nameof(Names))]
    public void Gradients_hold_for_a_single_sample(string name) => Check(name, 1, ForwardMode.Inference);

    private static void Check(string name, int batch, ForwardMode mode)
    {
        Network network = new NetworkBuilder(name).AddInput("input", Layers[name].Input).Add("layer", Layers[name].Layer).Build();
        GradientCheck.AssertHolds(network, TinyNetworks.Parameters(network), TinyNetworks.Inputs(network, batch), Bound, mode);
    }
}
