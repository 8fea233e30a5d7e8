using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>The pulse classifier [bensky2024]: five large kernels, one large kernel over their maps, three dense layers; 8,142,761 parameters at 100×100 with kernels of 20×20.</summary>
/// <remarks>Input [N, 1, H, W]; output [N, 3] in (−1, 1).</remarks>
public static class PulseNet
{
    /// <summary><c>pulsenet</c>.</summary>
    public const string Name = "pulsenet";

    /// <summary>The network for pictures of a size.</summary>
    /// <param name="size">Rows and columns of the picture.</param>
    /// <param name="kernel">Rows and columns of both kernels. Default 20, as in every figure the author shows.</param>
    public static Network Create(Extent size, int kernel = 20) => new NetworkBuilder(Name)
        .AddInput("input", [1, 1, size.Rows, size.Columns])
        .Add("conv1", new Convolution(5, kernel))
        .Add("relu1", new Relu())
        .Add("conv2", new Convolution(1, kernel))
        .Add("relu2", new Relu())
        .Add("pool", new MaxPooling(2))
        .Add("dropout", new Dropout(0.01f))
        .Add("flatten", new Flatten())
        .Add("fc1", new Dense(4096))
        .Add("relu3", new Relu())
        .Add("fc2", new Dense(1024))
        .Add("tanh2", new Tanh())
        .Add("fc3", new Dense(3))
        .Add("tanh3", new Tanh())
        .Build();
}
