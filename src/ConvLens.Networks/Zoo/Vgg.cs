using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>VGG of 11, 13, 16 or 19 layers with weights [simonyan2015], with or without batch normalization, with torchvision's names.</summary>
/// <remarks>Input [N, 3, H, W], at least 32×32; output logits [N, 1000]. Layers of the convolutional part are <c>features.0</c>, <c>features.1</c> …</remarks>
public static class Vgg
{
    private static readonly int[] Widths = [64, 128, 256, 512, 512];

    // Convolutions in each of the five blocks.
    private static readonly Dictionary<int, int[]> Blocks = new() { [11] = [1, 1, 2, 2, 2], [13] = [2, 2, 2, 2, 2], [16] = [2, 2, 3, 3, 3], [19] = [2, 2, 4, 4, 4] };

    /// <summary><c>vgg16</c>, <c>vgg16_bn</c> …</summary>
    public static string Name(int depth, bool normalized) => $"vgg{depth}{(normalized ? "_bn" : "")}";

    /// <summary>The network for pictures of a size; 224×224 is the usual one.</summary>
    public static Network Create(int depth, bool normalized, Extent size)
    {
        NetworkBuilder builder = new NetworkBuilder(Name(depth, normalized)).AddPicture(size);
        int layers = 0;
        string Next() => $"features.{layers++}";
        for (int block = 0; block < Widths.Length; block++)
        {
            for (int i = 0; i < Blocks[depth][block]; i++)
            {
                builder.Add(Next(), new Convolution(Widths[block], 3) { Padding = 1 });
                if (normalized) builder.Add(Next(), new BatchNormalization());
                builder.Add(Next(), new Relu());
            }

            builder.Add(Next(), new MaxPooling(2));
        }

        return builder
            .Add("avgpool", new AdaptiveAveragePooling(7, 7))
            .Add("flatten", new Flatten())
            .Add("classifier.0", new Dense(4096))
            .Add("classifier.1", new Relu())
            .Add("classifier.2", new Dropout(0.5f))
            .Add("classifier.3", new Dense(4096))
            .Add("classifier.4", new Relu())
            .Add("classifier.5", new Dropout(0.5f))
            .Add("classifier.6", new Dense(Phrases.Classes))
            .Build();
    }
}
