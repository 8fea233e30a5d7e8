using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>GoogLeNet [szegedy2015] in torchvision's form: batch normalization (folded into the convolutions here) in place of local response normalization,
/// and 3×3 kernels in the branch that the paper gives 5×5 ones; no auxiliary classifiers.</summary>
internal static class FoldedGoogLeNet
{
    public static Network Create()
    {
        NetworkBuilder builder = new NetworkBuilder("googlenet").AddInput("input", [1, 3, 224, 224])
            .AddConvolutionRelu("conv1", 64, 7, stride: 2, padding: 3)
            .Add("pool1", Halving(3))
            .AddConvolutionRelu("conv2", 64, 1)
            .AddConvolutionRelu("conv3", 192, 3, padding: 1)
            .Add("pool2", Halving(3));
        AddInception(builder, "3a", "pool2", 64, 96, 128, 16, 32, 32);
        AddInception(builder, "3b", "3a", 128, 128, 192, 32, 96, 64);
        builder.Add("pool3", Halving(3), "3b");
        AddInception(builder, "4a", "pool3", 192, 96, 208, 16, 48, 64);
        AddInception(builder, "4b", "4a", 160, 112, 224, 24, 64, 64);
        AddInception(builder, "4c", "4b", 128, 128, 256, 24, 64, 64);
        AddInception(builder, "4d", "4c", 112, 144, 288, 32, 64, 64);
        AddInception(builder, "4e", "4d", 256, 160, 320, 32, 128, 128);
        builder.Add("pool4", Halving(2), "4e");
        AddInception(builder, "5a", "pool4", 256, 160, 320, 32, 128, 128);
        AddInception(builder, "5b", "5a", 384, 192, 384, 48, 128, 128);
        return builder.Add("mean", new GlobalAveragePooling()).Add("flatten", new Flatten()).Add("fc", new Dense(1000)).Build();
    }

    /// <summary>Four branches side by side: 1×1, 1×1 and 3×3 twice, and pooling with 1×1.</summary>
    private static void AddInception(NetworkBuilder builder, string name, string from, int single, int reduce3, int out3, int reduce5, int out5, int pooled) => builder
        .AddConvolutionRelu($"{name}_1", single, 1, from: from)
        .AddConvolutionRelu($"{name}_2a", reduce3, 1, from: from)
        .AddConvolutionRelu($"{name}_2b", out3, 3, padding: 1)
        .AddConvolutionRelu($"{name}_3a", reduce5, 1, from: from)
        .AddConvolutionRelu($"{name}_3b", out5, 3, padding: 1)
        .Add($"{name}_pool", new MaxPooling(3) { Stride = 1, Padding = 1 }, from)
        .AddConvolutionRelu($"{name}_4", pooled, 1)
        .Add(name, new Concatenation(), $"{name}_1_relu", $"{name}_2b_relu", $"{name}_3b_relu", $"{name}_4_relu");

    private static MaxPooling Halving(int window) => new(window) { Stride = 2, RoundUp = true };
}
