using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>SqueezeNet 1.0 or 1.1 [iandola2016] with torchvision's names: fire modules of a narrow 1×1 convolution and two wide ones side by side; 1,248,424 or 1,235,496 parameters.</summary>
/// <remarks>Input [N, 3, H, W]; output logits [N, 1000]. The output of a fire module bears the module's name, as <c>features.3</c>.</remarks>
public static class SqueezeNet
{
    // A fire module's squeezed channels; its branches have four times as many. 0 is a pooling.
    private static readonly int[] Fires10 = [0, 16, 16, 32, 0, 32, 48, 48, 64, 0, 64], Fires11 = [0, 16, 16, 0, 32, 32, 0, 48, 48, 64, 64];

    /// <summary><c>squeezenet1_0</c> or <c>squeezenet1_1</c>.</summary>
    public static string Name(int minor) => $"squeezenet1_{minor}";

    /// <summary>The network for pictures of a size; 224×224 is the usual one.</summary>
    public static Network Create(int minor, Extent size)
    {
        NetworkBuilder builder = new NetworkBuilder(Name(minor)).AddPicture(size)
            .Add("features.0", minor == 0 ? new Convolution(96, 7) { Stride = 2 } : new Convolution(64, 3) { Stride = 2 })
            .Add("features.1", new Relu());
        int[] fires = minor == 0 ? Fires10 : Fires11;
        for (int i = 0; i < fires.Length; i++)
        {
            if (fires[i] > 0) AddFire(builder, $"features.{i + 2}", fires[i], 4 * fires[i]);
            else builder.Add($"features.{i + 2}", new MaxPooling(3) { Stride = 2, RoundUp = true });
        }

        return builder
            .Add("classifier.0", new Dropout(0.5f))
            .Add("classifier.1", new Convolution(Phrases.Classes, 1))
            .Add("classifier.2", new Relu())
            .Add("classifier.3", new GlobalAveragePooling())
            .Add("flatten", new Flatten())
            .Build();
    }

    private static void AddFire(NetworkBuilder builder, string name, int squeezed, int expanded) => builder
        .Add($"{name}.squeeze", new Convolution(squeezed, 1)).Add($"{name}.squeeze_activation", new Relu())
        .Add($"{name}.expand1x1", new Convolution(expanded, 1)).Add($"{name}.expand1x1_activation", new Relu())
        .Add($"{name}.expand3x3", new Convolution(expanded, 3) { Padding = 1 }, $"{name}.squeeze_activation").Add($"{name}.expand3x3_activation", new Relu())
        .Add(name, new Concatenation(), $"{name}.expand1x1_activation", $"{name}.expand3x3_activation");
}
