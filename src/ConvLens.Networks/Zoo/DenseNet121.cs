using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>DenseNet-121 [huang2017] with torchvision's names: every layer of a block reads all the maps made before it there; 7,978,856 parameters.</summary>
/// <remarks>Input [N, 3, H, W]; output logits [N, 1000]. Maps are joined one layer after the other (<c>….denselayer3.concat</c>), which gives the same numbers in the same order as joining all of them each time.
/// The published file has names of an older form (<c>norm.1</c> for <c>norm1</c>), which reading weights understands.</remarks>
public static class DenseNet121
{
    /// <summary><c>densenet121</c>.</summary>
    public const string Name = "densenet121";

    private const int Growth = 32, Bottleneck = 4 * Growth;
    private static readonly int[] Blocks = [6, 12, 24, 16];

    /// <summary>The network for pictures of a size; 224×224 is the usual one.</summary>
    public static Network Create(Extent size)
    {
        NetworkBuilder builder = new NetworkBuilder(Name).AddPicture(size)
            .AddNormalized("features.conv0", "features.norm0", new(64, 7) { Stride = 2, Padding = 3 })
            .Add("features.relu0", new Relu())
            .Add("features.pool0", new MaxPooling(3) { Stride = 2, Padding = 1 });
        (string last, int channels) = ("features.pool0", 64);
        for (int block = 1; block <= Blocks.Length; block++)
        {
            for (int layer = 1; layer <= Blocks[block - 1]; layer++, channels += Growth) last = AddLayer(builder, $"features.denseblock{block}.denselayer{layer}", last);
            if (block == Blocks.Length) break;
            channels /= 2;
            last = AddTransition(builder, $"features.transition{block}", channels);
        }

        return builder.Add("features.norm5", new BatchNormalization()).Add("relu", new Relu()).AddMeans().Add("classifier", new Dense(Phrases.Classes)).Build();
    }

    private static string AddLayer(NetworkBuilder builder, string name, string from)
    {
        builder.Add($"{name}.norm1", new BatchNormalization(), from).Add($"{name}.relu1", new Relu())
            .AddNormalized($"{name}.conv1", $"{name}.norm2", new(Bottleneck, 1)).Add($"{name}.relu2", new Relu())
            .Add($"{name}.conv2", new Convolution(Growth, 3) { Padding = 1, Bias = false })
            .Add($"{name}.concat", new Concatenation(), from, $"{name}.conv2");
        return $"{name}.concat";
    }

    private static string AddTransition(NetworkBuilder builder, string name, int channels)
    {
        builder.Add($"{name}.norm", new BatchNormalization()).Add($"{name}.relu", new Relu())
            .Add($"{name}.conv", new Convolution(channels, 1) { Bias = false })
            .Add($"{name}.pool", new AveragePooling(2));
        return $"{name}.pool";
    }
}
