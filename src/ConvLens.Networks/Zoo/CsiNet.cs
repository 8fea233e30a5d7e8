using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>CsiNet [wen2018]: a channel matrix through a narrow code and back by two residual blocks, with Keras' layer names; 2,103,904 parameters at 32×32 with a code of 512.</summary>
/// <remarks>Input [N, 2, H, W]: real and imaginary part in [0, 1], zero at ½; output of the same shape. The code is node <c>dense_1</c>.</remarks>
public static class CsiNet
{
    /// <summary><c>csinet</c>.</summary>
    public const string Name = "csinet";

    /// <summary>The network.</summary>
    /// <param name="size">Rows (delays) and columns (antennas).</param>
    /// <param name="code">Numbers that a matrix is squeezed into. Default 512, a quarter of 32×32 complex numbers.</param>
    public static Network Create(Extent size, int code = 512)
    {
        NetworkBuilder builder = new NetworkBuilder(Name).AddInput("input_1", [1, 2, size.Rows, size.Columns]);
        KerasBlocks blocks = new KerasBlocks(builder).AddActivated(2);
        builder.Add("reshape_1", new Flatten())
            .Add("dense_1", new Dense(code))
            .Add("dense_2", new Dense(2 * size.Rows * size.Columns))
            .Add("reshape_2", new Unflatten(2, size.Rows, size.Columns));
        return blocks.AddRefinement("reshape_2", 8, 16, 2).End(2);
    }
}
