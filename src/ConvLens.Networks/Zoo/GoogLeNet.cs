using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>GoogLeNet [szegedy2015] in torchvision's form and with its names: batch normalization, and 3×3 kernels in the branch that the paper gives 5×5 ones; 6,624,904 parameters.</summary>
/// <remarks>Input [N, 3, H, W], normalized as for every other network of ImageNet; output logits [N, 1000]. The first node turns that normalization into the one the published weights
/// were trained with, as torchvision's <c>transform_input</c> does. The output of a module bears its name, as <c>inception4c</c>. The two auxiliary classifiers, which only training uses, are left aside.</remarks>
public static class GoogLeNet
{
    /// <summary><c>googlenet</c>.</summary>
    public const string Name = "googlenet";

    // Outputs: 1×1; 1×1 and 3×3; 1×1 and 3×3 again; after pooling. An empty row is a pooling.
    private static readonly (string Name, int[] Outputs)[] Modules =
    [
        ("inception3a", [64, 96, 128, 16, 32, 32]),
        ("inception3b", [128, 128, 192, 32, 96, 64]),
        ("maxpool3", []),
        ("inception4a", [192, 96, 208, 16, 48, 64]),
        ("inception4b", [160, 112, 224, 24, 64, 64]),
        ("inception4c", [128, 128, 256, 24, 64, 64]),
        ("inception4d", [112, 144, 288, 32, 64, 64]),
        ("inception4e", [256, 160, 320, 32, 128, 128]),
        ("maxpool4", []),
        ("inception5a", [256, 160, 320, 32, 128, 128]),
        ("inception5b", [384, 192, 384, 48, 128, 128]),
    ];

    /// <summary>The network for pictures of a size; 224×224 is the usual one.</summary>
    public static Network Create(Extent size)
    {
        NetworkBuilder builder = new NetworkBuilder(Name).LeaveAside("aux1", "aux2").AddPicture(size).AddTransformedInput();
        builder.AddUnit("conv1", 64, 7, "transform_input", stride: 2);
        builder.Add("maxpool1", Halving(3));
        builder.AddUnit("conv3", 192, 3, builder.AddUnit("conv2", 64, 1, "maxpool1"));
        builder.Add("maxpool2", Halving(3));
        string from = "maxpool2";
        foreach ((string name, int[] outputs) in Modules)
        {
            if (outputs.Length > 0) AddInception(builder, name, from, outputs);
            else builder.Add(name, Halving(name == "maxpool4" ? 2 : 3));
            from = name;
        }

        return builder.AddMeans().Add("dropout", new Dropout(0.2f)).Add("fc", new Dense(Phrases.Classes)).Build();
    }

    private static void AddInception(NetworkBuilder builder, string name, string from, int[] outputs)
    {
        string single = builder.AddUnit($"{name}.branch1", outputs[0], 1, from);
        string second = builder.AddUnit($"{name}.branch2.1", outputs[2], 3, builder.AddUnit($"{name}.branch2.0", outputs[1], 1, from));
        string third = builder.AddUnit($"{name}.branch3.1", outputs[4], 3, builder.AddUnit($"{name}.branch3.0", outputs[3], 1, from));
        builder.Add($"{name}.branch4.0", new MaxPooling(3) { Stride = 1, Padding = 1, RoundUp = true }, from);
        string pooled = builder.AddUnit($"{name}.branch4.1", outputs[5], 1, $"{name}.branch4.0");
        builder.Add(name, new Concatenation(), single, second, third, pooled);
    }

    private static MaxPooling Halving(int window) => new(window) { Stride = 2, RoundUp = true };
}
