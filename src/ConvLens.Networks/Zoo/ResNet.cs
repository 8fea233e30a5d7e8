using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>ResNet of 18, 34, 50, 101 or 152 layers [he2016] with torchvision's names; the stride of a bottleneck is at its 3×3 convolution.</summary>
/// <remarks>Input [N, 3, H, W]; output logits [N, 1000]. The output of a block is its last rectifier: <c>layer1.0.relu</c>.</remarks>
public static class ResNet
{
    private static readonly Dictionary<int, int[]> Blocks = new() { [18] = [2, 2, 2, 2], [34] = [3, 4, 6, 3], [50] = [3, 4, 6, 3], [101] = [3, 4, 23, 3], [152] = [3, 8, 36, 3] };

    /// <summary><c>resnet18</c> …</summary>
    public static string Name(int depth) => $"resnet{depth}";

    /// <summary>The network for pictures of a size; 224×224 is the usual one.</summary>
    public static Network Create(int depth, Extent size) =>
        AddBody(new NetworkBuilder(Name(depth)).AddPicture(size), "", depth).AddMeans().Add("fc", new Dense(Phrases.Classes)).Build();

    /// <summary>Everything up to the last block. From stage <paramref name="dilatedFrom"/> on, kernels are dilated where the picture would be halved.</summary>
    internal static NetworkBuilder AddBody(NetworkBuilder builder, string prefix, int depth, int dilatedFrom = int.MaxValue)
    {
        builder.AddNormalized($"{prefix}conv1", $"{prefix}bn1", new(64, 7) { Stride = 2, Padding = 3 })
            .Add($"{prefix}relu", new Relu())
            .Add($"{prefix}maxpool", new MaxPooling(3) { Stride = 2, Padding = 1 });
        (string from, int dilation) = ($"{prefix}maxpool", 1);
        for (int stage = 1; stage <= 4; stage++)
            for (int block = 0; block < Blocks[depth][stage - 1]; block++)
            {
                bool halves = block == 0 && stage > 1;
                Block form = new(builder, $"{prefix}layer{stage}.{block}", from, 32 << stage, halves && stage < dilatedFrom ? 2 : 1, dilation);
                from = depth < 50 ? form.AddBasic(project: halves) : form.AddBottleneck(project: block == 0);
                // The block that would have halved keeps the dilation before it.
                if (halves && stage >= dilatedFrom) dilation *= 2;
            }

        return builder;
    }

    private sealed record Block(NetworkBuilder Builder, string Name, string From, int Width, int Stride, int Dilation)
    {
        /// <summary>Two 3×3 convolutions.</summary>
        public string AddBasic(bool project)
        {
            Builder.AddNormalized($"{Name}.conv1", $"{Name}.bn1", new(Width, 3) { Stride = Stride, Padding = 1 }, From).Add($"{Name}.relu1", new Relu())
                .AddNormalized($"{Name}.conv2", $"{Name}.bn2", new(Width, 3) { Padding = 1 });
            return Join($"{Name}.bn2", Width, project);
        }

        /// <summary>1×1 down, 3×3, 1×1 up to four times the width.</summary>
        public string AddBottleneck(bool project)
        {
            Builder.AddNormalized($"{Name}.conv1", $"{Name}.bn1", new(Width, 1), From).Add($"{Name}.relu1", new Relu())
                .AddNormalized($"{Name}.conv2", $"{Name}.bn2", new(Width, 3) { Stride = Stride, Padding = Dilation, Dilation = Dilation }).Add($"{Name}.relu2", new Relu())
                .AddNormalized($"{Name}.conv3", $"{Name}.bn3", new(4 * Width, 1));
            return Join($"{Name}.bn3", 4 * Width, project);
        }

        /// <summary>Adds what came in, or its projection.</summary>
        private string Join(string last, int outputs, bool project)
        {
            if (project) Builder.AddNormalized($"{Name}.downsample.0", $"{Name}.downsample.1", new(outputs, 1) { Stride = Stride }, From);
            Builder.Add($"{Name}.add", new Addition(), last, project ? $"{Name}.downsample.1" : From).Add($"{Name}.relu", new Relu());
            return $"{Name}.relu";
        }
    }
}
