using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>MobileNet-v2 [sandler2018] at inference, batch normalization folded: 1×1 up, 3×3 depthwise, 1×1 down, with ReLU6 between.</summary>
internal static class FoldedMobileNetV2
{
    public static Network Create()
    {
        NetworkBuilder builder = new NetworkBuilder("mobilenet_v2").AddInput("input", [1, 3, 224, 224])
            .AddConvolution("stem", 32, 3, stride: 2, padding: 1).Add("stem_relu6", new Relu6());
        (string from, int channels, int number) = ("stem_relu6", 32, 0);
        foreach ((int expansion, int outputs, int blocks, int stride) in (ReadOnlySpan<(int, int, int, int)>)
            [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)])
            for (int block = 0; block < blocks; block++, channels = outputs)
                from = AddInvertedResidual(builder, $"block{++number}", from, channels, expansion, outputs, block == 0 ? stride : 1);
        return builder.AddConvolution("head", 1280, 1).Add("head_relu6", new Relu6())
            .Add("mean", new GlobalAveragePooling()).Add("flatten", new Flatten()).Add("fc", new Dense(1000)).Build();
    }

    private static string AddInvertedResidual(NetworkBuilder builder, string name, string from, int channels, int expansion, int outputs, int stride)
    {
        int width = channels * expansion;
        if (expansion > 1) builder.AddConvolution($"{name}_up", width, 1).Add($"{name}_up_relu6", new Relu6());
        builder.AddConvolution($"{name}_depthwise", width, 3, stride, padding: 1, groups: width).Add($"{name}_relu6", new Relu6()).AddConvolution($"{name}_down", outputs, 1);
        if (stride > 1 || channels != outputs) return $"{name}_down";
        builder.Add($"{name}_sum", new Addition(), from, $"{name}_down");
        return $"{name}_sum";
    }
}
