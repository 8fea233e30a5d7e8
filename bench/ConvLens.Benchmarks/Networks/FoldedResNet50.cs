using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>ResNet-50 [he2016] at inference, batch normalization folded; the stride of a block is at its 3×3 convolution, as in torchvision.</summary>
internal static class FoldedResNet50
{
    public static Network Create()
    {
        NetworkBuilder builder = new NetworkBuilder("resnet50").AddInput("input", [1, 3, 224, 224])
            .AddConvolutionRelu("conv1", 64, 7, stride: 2, padding: 3)
            .Add("pool1", new MaxPooling(3) { Stride = 2, Padding = 1 });
        string from = "pool1";
        foreach ((int stage, int blocks, int width) in (ReadOnlySpan<(int, int, int)>)[(1, 3, 64), (2, 4, 128), (3, 6, 256), (4, 3, 512)])
            for (int block = 0; block < blocks; block++)
                from = AddBottleneck(builder, $"layer{stage}_{block}", from, width, stride: block == 0 && stage > 1 ? 2 : 1, project: block == 0);
        return builder.Add("mean", new GlobalAveragePooling()).Add("flatten", new Flatten()).Add("fc", new Dense(1000)).Build();
    }

    /// <summary>1×1 down, 3×3, 1×1 up to four times the width, added to the input or its projection.</summary>
    private static string AddBottleneck(NetworkBuilder builder, string name, string from, int width, int stride, bool project)
    {
        builder.AddConvolutionRelu($"{name}_1", width, 1, from: from).AddConvolutionRelu($"{name}_2", width, 3, stride, padding: 1).AddConvolution($"{name}_3", 4 * width, 1);
        if (project) builder.AddConvolution($"{name}_down", 4 * width, 1, stride, from: from);
        builder.Add($"{name}_sum", new Addition(), $"{name}_3", project ? $"{name}_down" : from).Add($"{name}", new Relu());
        return name;
    }
}
