using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>MobileNet-v2 [sandler2018] with torchvision's names: 1×1 up, 3×3 depthwise, 1×1 down, with ReLU6 between; 3,504,872 parameters.</summary>
/// <remarks>Input [N, 3, H, W]; output logits [N, 1000]. The sum at the end of a block bears the block's name, as <c>features.3</c>; a block without one ends with its last batch normalization.</remarks>
public static class MobileNetV2
{
    /// <summary><c>mobilenet_v2</c>.</summary>
    public const string Name = "mobilenet_v2";

    // Widening, outputs, blocks and the first one's stride.
    private static readonly (int Expansion, int Outputs, int Blocks, int Stride)[] Stages =
        [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)];

    /// <summary>The network for pictures of a size; 224×224 is the usual one.</summary>
    public static Network Create(Extent size)
    {
        NetworkBuilder builder = new NetworkBuilder(Name).AddPicture(size);
        (string from, int channels, int features) = (AddActivated(builder, "features.0", new(32, 3) { Stride = 2, Padding = 1 }, "input"), 32, 1);
        foreach ((int expansion, int outputs, int blocks, int stride) in Stages)
            for (int block = 0; block < blocks; block++, channels = outputs)
                from = AddInvertedResidual(builder, $"features.{features++}", from, channels, expansion, outputs, block == 0 ? stride : 1);
        AddActivated(builder, $"features.{features}", new(1280, 1), from);
        return builder.AddMeans().Add("classifier.0", new Dropout(0.2f)).Add("classifier.1", new Dense(Phrases.Classes)).Build();
    }

    private static string AddInvertedResidual(NetworkBuilder builder, string name, string from, int channels, int expansion, int outputs, int stride)
    {
        (int width, int part, string last) = (channels * expansion, 0, from);
        string Next() => $"{name}.conv.{part++}";
        if (expansion > 1) last = AddActivated(builder, Next(), new(width, 1), last);
        last = AddActivated(builder, Next(), new(width, 3) { Stride = stride, Padding = 1, Groups = width }, last);
        string convolution = Next(), normalization = Next();
        builder.AddNormalized(convolution, normalization, new(outputs, 1), last);
        if (stride > 1 || channels != outputs) return normalization;
        builder.Add(name, new Addition(), from, normalization);
        return name;
    }

    /// <summary>NAME.0, NAME.1 and NAME.2: convolution, batch normalization, ReLU6.</summary>
    private static string AddActivated(NetworkBuilder builder, string name, Convolution layer, string from)
    {
        builder.AddNormalized($"{name}.0", $"{name}.1", layer, from).Add($"{name}.2", new Relu6());
        return $"{name}.2";
    }
}
