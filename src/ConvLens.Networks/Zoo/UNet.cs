using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;
using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Networks.Zoo;

/// <summary>U-Net [ronneberger2015] with convolutions that keep extents and batch normalization, in the form and with the names of the most used PyTorch implementation [milesial2017]; 31,037,698 parameters.</summary>
/// <remarks>Input [N, 3, H, W] with pixels in [0, 1], at least 16×16; output logits [N, 2, H, W] of background and object. Where an extent is odd on the way down, a row or column of zeros is added on the way up.</remarks>
public static class UNet
{
    /// <summary><c>unet</c>.</summary>
    public const string Name = "unet";

    private const int Depth = 4, Width = 64;

    /// <summary>The network for pictures of a size.</summary>
    public static Network Create(Extent size)
    {
        NetworkBuilder builder = new NetworkBuilder(Name).AddPicture(size);
        List<(string Node, Extent Size)> left = [(AddDouble(builder, "inc", Width), size)];
        for (int i = 1; i <= Depth; i++)
        {
            builder.Add($"down{i}.maxpool_conv.0", new MaxPooling(2));
            left.Add((AddDouble(builder, $"down{i}.maxpool_conv.1", Width << i), new(left[^1].Size.Rows / 2, left[^1].Size.Columns / 2)));
        }

        for (int i = 1; i <= Depth; i++) AddUp(builder, $"up{i}", Width << (Depth - i), left[Depth - i], left[Depth - i + 1].Size);
        return builder.Add("outc.conv", new Convolution(2, 1)).Build();
    }

    private static void AddUp(NetworkBuilder builder, string name, int width, (string Node, Extent Size) skip, Extent below)
    {
        builder.Add($"{name}.up", new TransposedConvolution(width, 2) { Stride = 2 });
        string enlarged = $"{name}.up";
        if (skip.Size != new Extent(2 * below.Rows, 2 * below.Columns))
            builder.Add(enlarged = $"{name}.pad", new Pad([0, 0, 0, 0], [0, 0, skip.Size.Rows - (2 * below.Rows), skip.Size.Columns - (2 * below.Columns)]));
        builder.Add($"{name}.concat", new Concatenation(), skip.Node, enlarged);
        AddDouble(builder, $"{name}.conv", width);
    }

    /// <summary>Twice convolution, batch normalization and rectifier: NAME.double_conv.0 to 5.</summary>
    private static string AddDouble(NetworkBuilder builder, string name, int width)
    {
        for (int i = 0; i < 6; i += 3)
            builder.AddNormalized($"{name}.double_conv.{i}", $"{name}.double_conv.{i + 1}", new(width, 3) { Padding = 1 }).Add($"{name}.double_conv.{i + 2}", new Relu());
        return $"{name}.double_conv.5";
    }
}
