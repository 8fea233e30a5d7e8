using ConvLens.Compute.Convolution;
using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Testing.Twins;

/// <summary>Runs a network's definition forward in double precision, layer by layer, by the naive references.</summary>
public sealed class TwinNetwork(Network network)
{
    /// <summary>The activation of every node.</summary>
    /// <param name="parameters">By full name.</param>
    /// <param name="inputs">By node name, all of one batch size.</param>
    /// <param name="training">Whether batch normalization uses the batch's statistics and dropout its masks.</param>
    /// <param name="masks">Dropout's factors by node name; needed in training where the network has dropout.</param>
    public IReadOnlyDictionary<string, TwinArray> Forward(
        IReadOnlyDictionary<string, TwinArray> parameters, IReadOnlyDictionary<string, TwinArray> inputs, bool training = false, IReadOnlyDictionary<string, TwinArray>? masks = null)
    {
        Dictionary<string, TwinArray> activations = new(StringComparer.Ordinal);
        foreach (Node node in network.Nodes)
        {
            TwinArray[] read = [.. node.Inputs.Select(index => activations[network.Nodes[index].Name])];
            TwinArray Parameter(string name) => parameters[node.ParameterName(name)];
            TwinArray? Bias(bool has) => has ? Parameter("bias") : null;
            activations[node.Name] = node.Layer switch
            {
                Input => inputs[node.Name],
                Convolution layer => ConvolutionTwin.Forward(Geometry(layer, read[0].Shape), read[0], Parameter("weight"), Bias(layer.Bias)),
                Dense layer => DenseTwin.Forward(read[0], Parameter("weight"), Bias(layer.Bias)),
                MaxPooling layer => PoolingTwin.Max(Geometry(layer, read[0].Shape), read[0]).Values,
                AveragePooling layer => PoolingTwin.Average(Geometry(layer, read[0].Shape), layer.CountPadding, read[0]),
                GlobalAveragePooling => PoolingTwin.GlobalAverage(read[0]),
                AdaptiveAveragePooling layer => PoolingTwin.AdaptiveAverage(layer.Rows, layer.Columns, read[0]),
                ChannelScaling layer => TwinIndex.Build(read[0].Shape, at => (layer.Scales[at[1]] * read[0].At(at)) + layer.Offsets[at[1]]),
                Rectifier layer => ActivationTwins.Rectifier(read[0], layer.NegativeSlope),
                Relu6 => ActivationTwins.Relu6(read[0]),
                Tanh => ActivationTwins.Tanh(read[0]),
                Sigmoid => ActivationTwins.Sigmoid(read[0]),
                BatchNormalization layer => Normalize(layer, read[0], Parameter, training),
                Dropout => training ? Product(read[0], masks![node.Name]) : read[0],
                Flatten => read[0].Reshape([read[0].Shape[0], read[0].Shape.Length / read[0].Shape[0]]),
                Unflatten layer => read[0].Reshape([read[0].Shape[0], layer.Channels, layer.Rows, layer.Columns]),
                Constant => Parameter("value"),
                var layer when FunctionTwins.Of(layer) is { } function => read[0].Map(function),
                var layer when BroadcastTwin.Of(layer) is { } function => BroadcastTwin.Map(read, function),
                var layer => ReductionTwin.Of(layer, read[0]) ?? NormalizationTwins.Of(layer, read[0], Parameter)
                    ?? ShapingTwins.Forward(layer, read) ?? GeometryTwins.Forward(layer, read, Parameter) ?? ProductTwins.Forward(layer, read) ?? throw new NotSupportedException($"{node} has no twin"),
            };
        }

        return activations;
    }

    private static ConvolutionGeometry Geometry(Convolution layer, Shape input) => new(
        input, layer.Outputs, layer.Kernel.Rows, layer.Kernel.Columns, layer.Stride.Rows, layer.Stride.Columns,
        layer.Padding.Top, layer.Padding.Left, layer.Padding.Bottom, layer.Padding.Right, layer.Dilation.Rows, layer.Dilation.Columns, layer.Groups);

    private static PoolingGeometry Geometry(Pooling layer, Shape input)
    {
        int rows = PoolingTwin.Windows(input.H, layer.Padding.Top, layer.Padding.Bottom, layer.Window.Size.Rows, layer.Stride.Rows, layer.RoundUp);
        int columns = PoolingTwin.Windows(input.W, layer.Padding.Left, layer.Padding.Right, layer.Window.Size.Columns, layer.Stride.Columns, layer.RoundUp);
        return new(
            input, [input.N, input.C, rows, columns], layer.Kernel.Rows, layer.Kernel.Columns, layer.Stride.Rows, layer.Stride.Columns,
            layer.Padding.Top, layer.Padding.Left, layer.Padding.Bottom, layer.Padding.Right, layer.Dilation.Rows, layer.Dilation.Columns);
    }

    private static TwinArray Normalize(BatchNormalization layer, TwinArray input, Func<string, TwinArray> parameter, bool training)
    {
        (double[] mean, double[] variance) = training ? BatchNormalizationTwin.Observe(input, layer.Axis) : (parameter("running_mean").Values, parameter("running_var").Values);
        return BatchNormalizationTwin.Forward(input, parameter("weight"), parameter("bias"), mean, variance, layer.Epsilon, layer.Axis);
    }

    private static TwinArray Product(TwinArray left, TwinArray right)
    {
        TwinArray result = new(left.Shape);
        for (int i = 0; i < result.Values.Length; i++) result.Values[i] = left.Values[i] * right.Values[i];
        return result;
    }
}
