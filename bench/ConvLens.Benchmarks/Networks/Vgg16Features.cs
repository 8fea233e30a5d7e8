using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>The convolutional part of VGG-16 [simonyan2015]: thirteen 3×3 convolutions with ReLU, five max poolings; 14,714,688 parameters.</summary>
internal static class Vgg16Features
{
    private static readonly int[][] Blocks = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]];

    public static Network Create()
    {
        NetworkBuilder builder = new NetworkBuilder("vgg16_features").AddInput("input", [1, 3, 224, 224]);
        for (int block = 0; block < Blocks.Length; block++)
        {
            for (int i = 0; i < Blocks[block].Length; i++)
                builder.AddConvolution($"conv{block + 1}_{i + 1}", Blocks[block][i], 3, padding: 1).Add($"relu{block + 1}_{i + 1}", new Relu());
            builder.Add($"pool{block + 1}", new MaxPooling(2));
        }

        return builder.Build();
    }
}
