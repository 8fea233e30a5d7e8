using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>SqueezeNet 1.1 [iandola2016]: fire modules of a narrow 1×1 convolution and two wide ones side by side; 1,235,496 parameters.</summary>
internal static class SqueezeNet11
{
    public static Network Create()
    {
        NetworkBuilder builder = new NetworkBuilder("squeezenet1_1").AddInput("input", [1, 3, 224, 224]).AddConvolutionRelu("conv1", 64, 3, stride: 2).Add("pool1", Halving());
        AddFire(builder, "fire2", 16, 64);
        AddFire(builder, "fire3", 16, 64);
        builder.Add("pool3", Halving());
        AddFire(builder, "fire4", 32, 128);
        AddFire(builder, "fire5", 32, 128);
        builder.Add("pool5", Halving());
        AddFire(builder, "fire6", 48, 192);
        AddFire(builder, "fire7", 48, 192);
        AddFire(builder, "fire8", 64, 256);
        AddFire(builder, "fire9", 64, 256);
        return builder.AddConvolutionRelu("classes", 1000, 1).Add("mean", new GlobalAveragePooling()).Add("flatten", new Flatten()).Build();
    }

    private static void AddFire(NetworkBuilder builder, string name, int squeezed, int expanded) => builder
        .AddConvolutionRelu($"{name}_squeeze", squeezed, 1)
        .AddConvolutionRelu($"{name}_1", expanded, 1, from: $"{name}_squeeze_relu")
        .AddConvolutionRelu($"{name}_3", expanded, 3, padding: 1, from: $"{name}_squeeze_relu")
        .Add(name, new Concatenation(), $"{name}_1_relu", $"{name}_3_relu");

    private static MaxPooling Halving() => new(3) { Stride = 2, RoundUp = true };
}
