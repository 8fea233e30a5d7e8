using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>The LeNet-5 variant that classes build on MNIST [lecun1998]: two convolutions with ReLU and max pooling, three dense layers; 61,706 parameters.</summary>
/// <remarks>Input [N, 1, 28, 28] with pixels in [0, 1]; output log-probabilities [N, 10]; the logits are node <c>fc3</c>.</remarks>
public static class LeNet5
{
    /// <summary><c>lenet5</c>.</summary>
    public const string Name = "lenet5";

    /// <summary>The network.</summary>
    /// <param name="size">Rows and columns of its pictures. Default 28×28.</param>
    public static Network Create(Extent? size = null) => new NetworkBuilder(Name)
        .AddInput("input", [1, 1, size?.Rows ?? 28, size?.Columns ?? 28])
        .Add("conv1", new Convolution(6, 5) { Padding = 2 })
        .Add("relu1", new Relu())
        .Add("pool1", new MaxPooling(2))
        .Add("conv2", new Convolution(16, 5))
        .Add("relu2", new Relu())
        .Add("pool2", new MaxPooling(2))
        .Add("flatten", new Flatten())
        .Add("fc1", new Dense(120))
        .Add("relu3", new Relu())
        .Add("fc2", new Dense(84))
        .Add("relu4", new Relu())
        .Add("fc3", new Dense(10))
        .Add("log_softmax", new LogSoftmax())
        .Build();
}
