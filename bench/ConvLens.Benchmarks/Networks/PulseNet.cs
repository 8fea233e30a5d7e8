using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>The pulse classifier [bensky2024]: five large kernels, one large kernel over their maps, three dense layers.</summary>
internal static class PulseNet
{
    /// <summary>The network: inputs [N, 1, size, size], output [N, 3] in (−1, 1). With size 100 and kernel 20 it has 8.1 million parameters, with 500 and 25 213 million.</summary>
    /// <param name="size">Rows and columns of the picture.</param>
    /// <param name="kernel">Rows and columns of the kernels.</param>
    public static Network Create(int size, int kernel) => new NetworkBuilder($"pulse_{size}").AddInput("input", [1, 1, size, size])
        .AddConvolutionRelu("conv1", 5, kernel)
        .AddConvolutionRelu("conv2", 1, kernel)
        .Add("pool", new MaxPooling(2))
        .Add("dropout", new Dropout(0.01f))
        .Add("flatten", new Flatten())
        .Add("fc1", new Dense(4096)).Add("relu", new Relu())
        .Add("fc2", new Dense(1024)).Add("tanh2", new Tanh())
        .Add("fc3", new Dense(3)).Add("tanh3", new Tanh())
        .Build();
}
