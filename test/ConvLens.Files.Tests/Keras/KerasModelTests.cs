using ConvLens.Compute.Random;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Keras;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Layers;
using ConvLens.Testing;
using static ConvLens.Files.Tests.Keras.KerasFixture;

namespace ConvLens.Files.Tests.Keras;

public sealed class KerasModelTests
{
    private const string Input = "\"batch_input_shape\":[null,9,8,3]";

    [Theory]
    [InlineData(false), InlineData(true)]
    public void A_chain_computes_what_Keras_defines(bool compressed)
    {
        KerasFixture file = new();
        float[] kernel = file.Add("conv", "kernel", 3, 2, 3, 5), bias = file.Add("conv", "bias", 5);
        float[] gamma = file.Add("norm", "gamma", 5), beta = file.Add("norm", "beta", 5), mean = file.Add("norm", "moving_mean", 5), variance = file.Add("norm", "moving_variance", 5);
        float[] depthwise = file.Add("dw", "depthwise_kernel", 3, 3, 5, 2), depthwiseBias = file.Add("dw", "bias", 10);
        float[] first = file.Add("fc1", "kernel", 3 * 2 * 10, 6), firstBias = file.Add("fc1", "bias", 6), second = file.Add("fc2", "kernel", 6, 4), secondBias = file.Add("fc2", "bias", 4);
        KerasModel model = Read(file.ToFile(Sequential(
            Layer("Conv2D", "conv", $"{Input},\"filters\":5,\"kernel_size\":[3,2],\"strides\":[2,2],\"padding\":\"same\",\"activation\":\"relu\",\"data_format\":\"channels_last\""),
            Layer("BatchNormalization", "norm", "\"axis\":[3],\"epsilon\":0.01"),
            Layer("MaxPooling2D", "pool", "\"pool_size\":[2,2],\"strides\":[2,2],\"padding\":\"same\""),
            Layer("DepthwiseConv2D", "dw", "\"kernel_size\":[3,3],\"depth_multiplier\":2,\"padding\":\"same\",\"activation\":\"linear\""),
            Layer("Flatten", "flat", "\"data_format\":\"channels_last\""),
            Layer("Dropout", "drop", "\"rate\":0.5"),
            Layer("Dense", "fc1", "\"units\":6,\"activation\":\"relu\""),
            Layer("Dense", "fc2", "\"units\":4,\"activation\":\"softmax\"")), compressed));
        KerasMaps twin = Picture(9, 8, 3).Convolve(kernel, 3, 2, 5, bias, stride: 2, same: true).Relu().Normalize(gamma, beta, mean, variance, 0.01)
            .Pool(2, 2, same: true, max: true).ConvolveDepthwise(depthwise, 3, 3, 2, depthwiseBias, same: true).Dense(first, 6, firstBias).Relu().Dense(second, 4, secondBias).Softmax();
        AssertClose(twin.Values, Run(model));
        Assert.Equal(["conv_input", "conv", "conv.relu", "norm", "pool", "dw", "flat", "drop", "fc1", "fc1.relu", "fc2", "fc2.softmax"], model.Network.Nodes.Select(node => node.Name));
        Assert.Equal(new Shape(5, 3, 3, 2), model.Parameters["conv.weight"].Shape);
        Assert.Equal(kernel[(((2 * 2) + 1) * 3 + 1) * 5 + 4], model.Parameters["conv.weight"][4, 1, 2, 1]);
    }

    [Fact]
    public void Branches_join_layers_are_shared_and_outputs_keep_Keras_order()
    {
        KerasFixture file = new();
        float[] shared = file.Add("shared", "kernel", 3, 3, 3, 3), depth = file.Add("sep", "depthwise_kernel", 3, 3, 6, 1), point = file.Add("sep", "pointwise_kernel", 1, 1, 6, 4), bias = file.Add("sep", "bias", 4);
        string twice = "[[[\"input_1\",0,0,{}]],[[\"shared\",0,0,{}]]]";
        string json = $$"""
            {"class_name":"Functional","config":{"name":"graph","layers":[
            {{Layer("Concatenate", "join", "\"axis\":-1", "[[[\"add\",0,0,{}],[\"shared\",1,0,{}]]]")}},
            {{Layer("InputLayer", "input_1", Input, "[]")}},
            {{Layer("Conv2D", "shared", "\"filters\":3,\"kernel_size\":[3,3],\"padding\":\"same\",\"use_bias\":false,\"activation\":\"tanh\"", twice)}},
            {{Layer("Add", "add", "", Reads("input_1", "shared"))}},
            {{Layer("SeparableConv2D", "sep", "\"filters\":4,\"kernel_size\":[3,3],\"strides\":[2,2],\"padding\":\"same\"", Reads("join"))}},
            {{Layer("AveragePooling2D", "pool", "\"pool_size\":[3,3],\"strides\":[2,2],\"padding\":\"same\"", Reads("sep"))}},
            {{Layer("Flatten", "flat", "", Reads("pool"))}},
            {{Layer("GlobalAveragePooling2D", "means", "", Reads("sep"))}}],
            "input_layers":[["input_1",0,0]],"output_layers":[["flat",0,0],["means",0,0]]} }
            """;
        KerasModel model = Read(file.ToFile(json));
        KerasMaps x = Picture(9, 8, 3), one = x.Convolve(shared, 3, 3, 3, same: true).Map(Math.Tanh), two = one.Convolve(shared, 3, 3, 3, same: true).Map(Math.Tanh), sum = x.Zip(one, (a, b) => a + b);
        KerasMaps join = KerasMaps.Of(9, 8, 6, (y, q, c) => c < 3 ? sum[y, q, c] : two[y, q, c - 3]);
        KerasMaps separable = join.ConvolveDepthwise(depth, 3, 3, 1, stride: 2, same: true).Convolve(point, 1, 1, 4, bias);
        Trace trace = Forward(model);
        Assert.Equal(2, model.Network.Outputs.Count);
        AssertClose(separable.Pool(3, 2, same: true, max: false).Values, trace[model.Network.Outputs[0]].ToLogical());
        AssertClose([.. Enumerable.Range(0, 4).Select(c => Enumerable.Range(0, separable.H * separable.W).Average(i => separable.Values[(i * 4) + c]))], trace[model.Network.Outputs[1]].ToLogical());
        Assert.Contains("shared#2", model.Network.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void A_model_inside_of_a_model_reshapes_pads_and_crops()
    {
        KerasFixture file = new();
        float[] kernel = file.AddAs("body", "c1/kernel:0", 2, 2, 3, 4), next = file.AddAs("body", "c2/kernel:0", 1, 1, 4, 2), bias = file.AddAs("body", "c2/bias:0", 2), dense = file.Add("fc", "kernel", 2, 5), denseBias = file.Add("fc", "bias", 5);
        string body = Sequential(Layer("Conv2D", "c1", $"{Input},\"filters\":4,\"kernel_size\":[2,2],\"use_bias\":false"), Layer("LeakyReLU", "leaky", "\"alpha\":0.25"), Layer("Conv2D", "c2", "\"filters\":2,\"kernel_size\":[1,1]"));
        string inner = body.Insert(1, "\"name\":\"body\",");
        KerasModel model = Read(file.ToFile(Sequential(
            inner,
            Layer("ZeroPadding2D", "pad", "\"padding\":[[1,2],[0,3]]"),
            Layer("Cropping2D", "crop", "\"cropping\":[[0,1],[0,0]]"),
            Layer("Reshape", "grid", "\"target_shape\":[5,20,-1]"),
            Layer("Permute", "turn", "\"dims\":[2,1,3]"),
            Layer("Dense", "fc", "\"units\":5,\"activation\":\"softmax\""))));
        KerasMaps maps = Picture(9, 8, 3).Convolve(kernel, 2, 2, 4).Map(value => value < 0 ? value / 4 : value).Convolve(next, 1, 1, 2, bias);
        KerasMaps padded = KerasMaps.Of(10, 10, 2, (y, x, c) => y >= 1 && y < 9 && x < 7 ? maps[y - 1, x, c] : 0), grid = new(5, 20, 2, padded.Values), turned = KerasMaps.Of(20, 5, 2, (y, x, c) => grid[x, y, c]);
        KerasMaps logits = turned.Convolve(dense, 1, 1, 5, denseBias), result = KerasMaps.Of(20, 5, 5, (y, x, c) => Math.Exp(logits[y, x, c]) / Enumerable.Range(0, 5).Sum(k => Math.Exp(logits[y, x, k])));
        AssertClose(result.Values, [.. KerasMaps.Of(Forward(model)[model.Network.Outputs[0]]).Values.Select(value => (float)value)]);
    }

    [Fact]
    public void Channels_first_maps_stay_as_they_are_and_normalize_columns_by_default()
    {
        KerasFixture file = new();
        float[] kernel = file.Add("conv", "kernel", 3, 3, 2, 3), bias = file.Add("conv", "bias", 3), mean = file.Add("norm", "moving_mean", 5), variance = file.Add("norm", "moving_variance", 5), dense = file.Add("fc", "kernel", 3 * 4 * 5, 2), denseBias = file.Add("fc", "bias", 2);
        KerasModel model = Read(file.ToFile(Sequential(
            Layer("Conv2D", "conv", "\"batch_input_shape\":[null,2,4,5],\"filters\":3,\"kernel_size\":[3,3],\"padding\":\"same\",\"data_format\":\"channels_first\""),
            Layer("BatchNormalization", "norm", "\"axis\":-1,\"scale\":false,\"center\":false"),
            Layer("Reshape", "flat", "\"target_shape\":[60]"),
            Layer("Dense", "fc", "\"units\":2"))));
        KerasMaps maps = Picture(4, 5, 2).Convolve(kernel, 3, 3, 3, bias, same: true);
        double[] rows = [.. from c in Enumerable.Range(0, 3) from y in Enumerable.Range(0, 4) from x in Enumerable.Range(0, 5) select (maps[y, x, c] - mean[x]) / Math.Sqrt(variance[x] + 1e-3)];
        AssertClose(new KerasMaps(1, 1, 60, rows).Dense(dense, 2, denseBias).Values, Run(model));
        Assert.Equal(NormalizationAxis.Column, ((BatchNormalization)model.Network["norm"].Layer).Axis);
    }

    [Fact]
    public void Vectors_of_flattened_maps_are_reordered_where_they_must()
    {
        KerasFixture file = new();
        float[] gamma = file.Add("norm", "gamma", 24), beta = file.Add("norm", "beta", 24), mean = file.Add("norm", "moving_mean", 24), variance = file.Add("norm", "moving_variance", 24), alpha = file.Add("prelu", "alpha", 24), maps = file.Add("slopes", "alpha", 4, 2, 1);
        string vector = "\"batch_input_shape\":[null,2,4,3]";
        KerasModel model = Read(file.ToFile(Sequential(
            Layer("Flatten", "flat", vector), Layer("BatchNormalization", "norm"), Layer("PReLU", "prelu"), Layer("Reshape", "maps", "\"target_shape\":[4,2,3]"), Layer("PReLU", "slopes", "\"shared_axes\":[3]"), Layer("Flatten", "flat2"))));
        double[] x = [.. Picture(2, 4, 3).Values.Select((value, i) => ((value - mean[i]) / Math.Sqrt(variance[i] + 1e-3) * gamma[i]) + beta[i]).Select((value, i) => value < 0 ? value * alpha[i] : value).Select((value, i) => value < 0 ? value * maps[i / 3] : value)];
        AssertClose(x, Run(model));
    }

    [Theory]
    [InlineData("same", 3, 2, 18), InlineData("valid", 3, 2, 19), InlineData("same", 2, 3, 27), InlineData("valid", 2, 3, 27), InlineData("same", 4, 2, 18), InlineData("same", 5, 1, 9)]
    public void Transposed_convolutions_are_gradients_of_those_with_the_same_padding(string padding, int size, int stride, int rows)
    {
        KerasFixture file = new();
        float[] kernel = file.Add("up", "kernel", size, size, 2, 3), bias = file.Add("up", "bias", 2);
        KerasModel model = Read(file.ToFile(Sequential(
            Layer("Conv2DTranspose", "up", $"{Input},\"filters\":2,\"kernel_size\":[{size},{size}],\"strides\":[{stride},{stride}],\"padding\":\"{padding}\""),
            Layer("UpSampling2D", "double", "\"size\":[1,2],\"interpolation\":\"nearest\""))));
        KerasMaps x = Picture(9, 8, 3);
        int columns = x.W * rows / x.H, margin = padding == "same" ? Math.Max(size - stride, 0) / 2 : 0;
        if (padding == "valid") columns = (x.W * stride) + Math.Max(size - stride, 0);
        KerasMaps expected = KerasMaps.Of(rows, 2 * columns, 2, (y, column, o) => bias[o] + (
            from r in Enumerable.Range(0, x.H)
            from q in Enumerable.Range(0, x.W)
            let i = y + margin - (r * stride)
            let j = (column / 2) + margin - (q * stride)
            where i >= 0 && i < size && j >= 0 && j < size
            from c in Enumerable.Range(0, 3)
            select x[r, q, c] * kernel[(((((i * size) + j) * 2) + o) * 3) + c]).Sum());
        AssertClose(expected.Values, [.. KerasMaps.Of(Forward(model)[model.Network.Outputs[0]]).Values.Select(value => (float)value)]);
    }

    [Fact]
    public void An_open_input_is_given()
    {
        KerasFixture file = new();
        float[] kernel = file.Add("conv", "kernel", 3, 3, 3, 2);
        byte[] bytes = file.ToFile(Sequential(Layer("Conv2D", "conv", "\"batch_input_shape\":[null,null,null,3],\"filters\":2,\"kernel_size\":[3,3],\"use_bias\":false")));
        using MemoryStream stream = new(bytes);
        Assert.Contains("give an input shape where the model leaves it open", Assert.Throws<FileFormatException>(() => KerasModelFile.Read(stream, "m.h5")).Message, StringComparison.Ordinal);
        KerasModel model = KerasModelFile.Read(stream, "m.h5", input: new Shape(1, 3, 9, 8));
        AssertClose(Picture(9, 8, 3).Convolve(kernel, 3, 3, 2).Values, [.. KerasMaps.Of(Forward(model)[model.Network.Outputs[0]]).Values.Select(value => (float)value)]);
    }

    [Fact]
    public void All_unknown_layers_are_named_in_one_error()
    {
        KerasFixture file = new();
        file.Add("conv", "kernel", 1, 1, 3, 2);
        byte[] bytes = file.ToFile(Sequential(Layer("Conv2D", "conv", $"{Input},\"filters\":2,\"kernel_size\":1,\"activation\":\"magic\""), Layer("LSTM", "memory"), Layer("Attention", "look")));
        Assert.Equal("m.h5: every layer of the model must be one that is known, found layer 'memory' ('LSTM'), layer 'look' ('Attention'), activation 'magic' of layer 'conv' ('Conv2D')", Assert.Throws<FileFormatException>(() => Read(bytes)).Message);
    }

    private static KerasModel Read(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return KerasModelFile.Read(stream, "m.h5");
    }

    private static Trace Forward(KerasModel model)
    {
        Shape shape = model.Network.Inputs[0].Layer.InferShape([]);
        return new Executor(model.Network, 1, Schedulers.One).Forward(model.Parameters, Picture(shape));
    }

    private static float[] Run(KerasModel model) => Forward(model)[model.Network.Outputs[0]].ToLogical();

    private static Tensor Picture(Shape shape)
    {
        RandomStream random = new(3, "picture");
        return Tensor.FromLogical(shape, [.. Enumerable.Range(0, shape.Length).Select(_ => random.NextSingle(-1, 1))]);
    }

    private static KerasMaps Picture(int h, int w, int c) => KerasMaps.Of(Picture([1, c, h, w]));

    /// <summary>Sums of some hundred products in float32.</summary>
    private static void AssertClose(double[] expected, float[] found) => Assert.InRange(Tolerance.RelativeError(expected, found), 0, 1e-5);
}
