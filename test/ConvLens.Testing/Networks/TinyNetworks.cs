using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Testing.Networks;

/// <summary>Networks of every form and layer kind, small enough to differentiate number by number.</summary>
public static class TinyNetworks
{
    /// <summary>All of them by name.</summary>
    public static IReadOnlyDictionary<string, Network> All { get; } =
        new[] { Chain(), ResidualBlock(), Fork(), TwoInputs(), TwoOutputs(), Shared(), EveryKind() }.ToDictionary(network => network.Name, StringComparer.Ordinal);

    /// <summary>Convolution, ReLU, pooling, dense, one after the other.</summary>
    public static Network Chain() => new NetworkBuilder("chain")
        .AddInput("input", [1, 2, 7, 6])
        .Add("conv1", new Convolution(3, 3) { Padding = 1 })
        .Add("relu1", new Relu())
        .Add("pool1", new MaxPooling(2))
        .Add("flatten", new Flatten())
        .Add("fc1", new Dense(4))
        .Add("log_softmax", new LogSoftmax())
        .Build();

    /// <summary>Two convolutions with batch normalization, added to what they read.</summary>
    public static Network ResidualBlock() => new NetworkBuilder("residual")
        .AddInput("input", [1, 3, 5, 5])
        .Add("conv1", new Convolution(3, 3) { Padding = 1, Bias = false })
        .Add("norm1", new BatchNormalization())
        .Add("relu1", new Relu())
        .Add("conv2", new Convolution(3, 3) { Padding = 1, Bias = false })
        .Add("norm2", new BatchNormalization())
        .Add("sum", new Addition(), "norm2", "input")
        .Add("relu2", new Relu())
        .Build();

    /// <summary>Three branches of different reach, side by side, as an inception block has them.</summary>
    public static Network Fork() => new NetworkBuilder("fork")
        .AddInput("input", [1, 3, 6, 5])
        .Add("stem", new Convolution(4, 1))
        .Add("tanh", new Tanh())
        .Add("narrow", new Convolution(2, 1), "tanh")
        .Add("wide", new Convolution(3, new Extent(3, 1)) { Padding = new Margins(1, 0, 1, 0) }, "tanh")
        .Add("pool", new MaxPooling(3) { Stride = 1, Padding = 1 }, "tanh")
        .Add("join", new Concatenation(), "narrow", "wide", "pool")
        .Add("mean", new AveragePooling(2))
        .Build();

    /// <summary>A picture and a vector that meet.</summary>
    public static Network TwoInputs() => new NetworkBuilder("two_inputs")
        .AddInput("picture", [1, 1, 5, 4])
        .AddInput("vector", [1, 3])
        .Add("conv", new Convolution(2, 3), "picture")
        .Add("flatten", new Flatten())
        .Add("fc", new Dense(4), "vector")
        .Add("sigmoid", new Sigmoid())
        .Add("join", new Concatenation(), "flatten", "sigmoid")
        .Add("out", new Dense(2))
        .Build();

    /// <summary>Two outputs, one of them in the middle of the way to the other.</summary>
    public static Network TwoOutputs() => new NetworkBuilder("two_outputs")
        .AddInput("input", [1, 2, 4, 4])
        .Add("conv", new Convolution(3, 3))
        .Add("relu", new Relu())
        .Add("flatten", new Flatten())
        .Add("fc", new Dense(3))
        .Build("fc", "relu");

    /// <summary>Nodes that are read more than once: by two consumers, twice by one addition, three times by one concatenation.</summary>
    public static Network Shared() => new NetworkBuilder("shared")
        .AddInput("input", [1, 2, 3, 3])
        .Add("conv", new Convolution(2, 2))
        .Add("double", new Addition(), "conv", "conv")
        .Add("triple", new Concatenation(), "conv", "conv", "conv")
        .Add("mix", new Convolution(2, 1), "triple")
        .Add("self", new Concatenation(), "conv", "conv")
        .Add("mix2", new Convolution(2, 1), "self")
        .Add("sum", new Addition(), "double", "mix", "mix2", "conv")
        .Build();

    /// <summary>Every layer kind once.</summary>
    public static Network EveryKind() => new NetworkBuilder("every_kind")
        .AddInput("input", [1, 4, 9, 8])
        .Add("conv", new Convolution(4, new Extent(3, 2)) { Stride = new Extent(2, 1), Padding = new Margins(1, 0, 2, 1), Dilation = new Extent(1, 2), Groups = 2 })
        .Add("norm", new BatchNormalization())
        .Add("columns", new BatchNormalization { Axis = NormalizationAxis.Column })
        .Add("leaky", new LeakyRelu(0.1f))
        .Add("max", new MaxPooling(2) { Stride = 1 })
        .Add("mean", new AveragePooling(2) { RoundUp = true, CountPadding = false })
        .Add("tanh", new Tanh(), "mean")
        .Add("sigmoid", new Sigmoid(), "mean")
        .Add("sum", new Addition(), "tanh", "sigmoid")
        .Add("join", new Concatenation(), "sum", "mean")
        .Add("relu", new Relu())
        .Add("relu6", new Relu6())
        .Add("global", new GlobalAveragePooling(), "relu6")
        .Add("vector", new Flatten(), "global")
        .Add("unflatten", new Unflatten(2, 2, 2), "vector")
        .Add("regroup", new Flatten(), "unflatten")
        .Add("flatten", new Flatten(), "relu6")
        .Add("both", new Concatenation(), "flatten", "regroup")
        .Add("dropout", new Dropout(0.3f))
        .Add("fc", new Dense(5))
        .Add("softmax", new Softmax(), "fc")
        .Add("log_softmax", new LogSoftmax(), "fc")
        .Build("softmax", "log_softmax");

    /// <summary>Parameters of a network, with running statistics away from their neutral 0 and 1 and no bias at zero.</summary>
    public static ParameterSet Parameters(Network network, ulong seed = 1)
    {
        ParameterSet parameters = ParameterSet.Initialize(network, seed);
        foreach ((string name, ParameterSpec spec) in network.Parameters)
            if (spec.Bound == 0)
                parameters = parameters.With(name, Numbers.Uniform(spec.Shape, $"{name}/{seed}", spec.Center - 0.5f, spec.Center + 0.5f));
        return parameters;
    }

    /// <summary>A batch for every input of a network: within ±1, all different and none near zero, so that no central difference straddles a kink at the input.</summary>
    public static IReadOnlyDictionary<string, Tensor> Inputs(Network network, int batch) =>
        network.Inputs.ToDictionary(
            node => node.Name,
            node => Numbers.Distinct(network.ShapesFor(batch)[node.Index], $"input/{node.Name}", 2f / network.ShapesFor(batch)[node.Index].Length),
            StringComparer.Ordinal);
}
