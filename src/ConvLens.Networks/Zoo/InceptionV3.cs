using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>Inception-v3 [szegedy2016] in torchvision's form and with its names; 23,834,568 parameters, 27,161,264 with the auxiliary classifier that is left aside here.</summary>
/// <remarks>Input [N, 3, H, W], at least 75×75 and normalized as for every other network of ImageNet; output logits [N, 1000]. The first node turns that normalization into the one the published weights
/// were trained with, as torchvision's <c>transform_input</c> does. The output of a module bears its name, as <c>Mixed_6b</c>.</remarks>
public static class InceptionV3
{
    /// <summary><c>inception_v3</c>.</summary>
    public const string Name = "inception_v3";

    private static readonly Extent Row7 = new(1, 7), Column7 = new(7, 1);

    /// <summary>The network for pictures of a size; 299×299 is the usual one.</summary>
    public static Network Create(Extent size)
    {
        NetworkBuilder builder = new NetworkBuilder(Name).LeaveAside("AuxLogits").AddPicture(size).AddTransformedInput();
        string last = builder.AddUnit("Conv2d_1a_3x3", 32, 3, "transform_input", stride: 2, padded: false);
        last = builder.AddUnit("Conv2d_2a_3x3", 32, 3, last, padded: false);
        builder.AddUnit("Conv2d_2b_3x3", 64, 3, last);
        builder.Add("maxpool1", Halving);
        builder.AddUnit("Conv2d_4a_3x3", 192, 3, builder.AddUnit("Conv2d_3b_1x1", 80, 1, "maxpool1"), padded: false);
        builder.Add("maxpool2", Halving);
        AddA(new(builder, "Mixed_5b", "maxpool2"), 32);
        AddA(new(builder, "Mixed_5c", "Mixed_5b"), 64);
        AddA(new(builder, "Mixed_5d", "Mixed_5c"), 64);
        AddB(new(builder, "Mixed_6a", "Mixed_5d"));
        AddC(new(builder, "Mixed_6b", "Mixed_6a"), 128);
        AddC(new(builder, "Mixed_6c", "Mixed_6b"), 160);
        AddC(new(builder, "Mixed_6d", "Mixed_6c"), 160);
        AddC(new(builder, "Mixed_6e", "Mixed_6d"), 192);
        AddD(new(builder, "Mixed_7a", "Mixed_6e"));
        AddE(new(builder, "Mixed_7b", "Mixed_7a"));
        AddE(new(builder, "Mixed_7c", "Mixed_7b"));
        return builder.Add("avgpool", new GlobalAveragePooling()).Add("dropout", new Dropout(0.5f)).Add("flatten", new Flatten()).Add("fc", new Dense(Phrases.Classes)).Build();
    }

    private static MaxPooling Halving => new(3) { Stride = 2 };

    private static void AddA(Module module, int pooled) => module.Join(
        module.Chain("branch1x1", (64, 1)),
        module.Chain("branch5x5_", (48, 1), (64, 5)),
        module.Chain("branch3x3dbl_", (64, 1), (96, 3), (96, 3)),
        module.Pooled(pooled));

    private static void AddB(Module module) => module.Join(
        module.Reduce("branch3x3", 384, module.From),
        module.Reduce("branch3x3dbl_3", 96, module.Chain("branch3x3dbl_", (64, 1), (96, 3))),
        module.Halved());

    private static void AddC(Module module, int width) => module.Join(
        module.Chain("branch1x1", (192, 1)),
        module.Chain("branch7x7_", (width, 1), (width, Row7), (192, Column7)),
        module.Chain("branch7x7dbl_", (width, 1), (width, Column7), (width, Row7), (width, Column7), (192, Row7)),
        module.Pooled(192));

    private static void AddD(Module module) => module.Join(
        module.Reduce("branch3x3_2", 320, module.Chain("branch3x3_", (192, 1))),
        module.Reduce("branch7x7x3_4", 192, module.Chain("branch7x7x3_", (192, 1), (192, Row7), (192, Column7))),
        module.Halved());

    private static void AddE(Module module) => module.Join(
        module.Chain("branch1x1", (320, 1)),
        module.Fork("branch3x3", "_2", module.Chain("branch3x3_", (384, 1))),
        module.Fork("branch3x3dbl", "_3", module.Chain("branch3x3dbl_", (448, 1), (384, 3))),
        module.Pooled(192));

    /// <summary>Branches side by side; each phrase returns the node it ends at.</summary>
    private sealed record Module(NetworkBuilder Builder, string Name, string From)
    {
        /// <summary>Units one after the other, numbered from 1 where the name ends with an underscore.</summary>
        public string Chain(string branch, params ReadOnlySpan<(int Outputs, Extent Kernel)> units)
        {
            string last = From;
            for (int i = 0; i < units.Length; i++) last = Builder.AddUnit($"{Name}.{branch}{(branch[^1] == '_' ? i + 1 : "")}", units[i].Outputs, units[i].Kernel, last);
            return last;
        }

        public string Reduce(string unit, int outputs, string from) => Builder.AddUnit($"{Name}.{unit}", outputs, 3, from, stride: 2, padded: false);

        public string Pooled(int outputs)
        {
            Builder.Add($"{Name}.avg_pool", new AveragePooling(3) { Stride = 1, Padding = 1 }, From);
            return Builder.AddUnit($"{Name}.branch_pool", outputs, 1, $"{Name}.avg_pool");
        }

        public string Halved()
        {
            Builder.Add($"{Name}.branch_pool", Halving, From);
            return $"{Name}.branch_pool";
        }

        /// <summary>A row and a column of three, side by side.</summary>
        public string Fork(string branch, string step, string from)
        {
            string row = Builder.AddUnit($"{Name}.{branch}{step}a", 384, new(1, 3), from), column = Builder.AddUnit($"{Name}.{branch}{step}b", 384, new(3, 1), from);
            Builder.Add($"{Name}.{branch}", new Concatenation(), row, column);
            return $"{Name}.{branch}";
        }

        public void Join(params ReadOnlySpan<string> branches) => Builder.Add(Name, new Concatenation(), branches);
    }
}
