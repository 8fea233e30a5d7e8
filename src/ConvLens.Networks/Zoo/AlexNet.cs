using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>AlexNet in its later one-column form [krizhevsky2014], with torchvision's names; 61,100,840 parameters.</summary>
/// <remarks>Input [N, 3, H, W], at least 63×63; output logits [N, 1000]. Convolutions are <c>features.0</c>, <c>3</c>, <c>6</c>, <c>8</c> and <c>10</c>.</remarks>
public static class AlexNet
{
    /// <summary><c>alexnet</c>.</summary>
    public const string Name = "alexnet";

    /// <summary>The network for pictures of a size; 224×224 is the usual one.</summary>
    public static Network Create(Extent size) => new NetworkBuilder(Name)
        .AddPicture(size)
        .Add("features.0", new Convolution(64, 11) { Stride = 4, Padding = 2 })
        .Add("features.1", new Relu())
        .Add("features.2", new MaxPooling(3) { Stride = 2 })
        .Add("features.3", new Convolution(192, 5) { Padding = 2 })
        .Add("features.4", new Relu())
        .Add("features.5", new MaxPooling(3) { Stride = 2 })
        .Add("features.6", new Convolution(384, 3) { Padding = 1 })
        .Add("features.7", new Relu())
        .Add("features.8", new Convolution(256, 3) { Padding = 1 })
        .Add("features.9", new Relu())
        .Add("features.10", new Convolution(256, 3) { Padding = 1 })
        .Add("features.11", new Relu())
        .Add("features.12", new MaxPooling(3) { Stride = 2 })
        .Add("avgpool", new AdaptiveAveragePooling(6, 6))
        .Add("flatten", new Flatten())
        .Add("classifier.0", new Dropout(0.5f))
        .Add("classifier.1", new Dense(4096))
        .Add("classifier.2", new Relu())
        .Add("classifier.3", new Dropout(0.5f))
        .Add("classifier.4", new Dense(4096))
        .Add("classifier.5", new Relu())
        .Add("classifier.6", new Dense(Phrases.Classes))
        .Build();
}
