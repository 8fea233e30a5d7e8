using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>A small classifier of pulse pictures that trains in seconds: what <c>convlens demo</c> shows.</summary>
/// <remarks>Input [N, 1, 32, 32] with pixels in [0, 1]; output log-probabilities [N, 3] of square, Gaussian and sine; the logits are node <c>fc2</c>.</remarks>
public static class DemoNet
{
    /// <summary><c>demonet</c>.</summary>
    public const string Name = "demonet";

    /// <summary>The network.</summary>
    /// <param name="size">Rows and columns of its pictures. Default 32×32.</param>
    public static Network Create(Extent? size = null) => new NetworkBuilder(Name)
        .AddInput("input", [1, 1, size?.Rows ?? 32, size?.Columns ?? 32])
        .Add("conv1", new Convolution(8, 7) { Padding = 3 })
        .Add("relu1", new Relu())
        .Add("pool1", new MaxPooling(2))
        .Add("conv2", new Convolution(16, 5) { Padding = 2 })
        .Add("relu2", new Relu())
        .Add("pool2", new MaxPooling(2))
        .Add("flatten", new Flatten())
        .Add("fc1", new Dense(32))
        .Add("relu3", new Relu())
        .Add("fc2", new Dense(3))
        .Add("log_softmax", new LogSoftmax())
        .Build();
}
