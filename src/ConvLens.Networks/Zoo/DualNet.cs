using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>DualNet [liu2019]: the downlink through a narrow code, rebuilt beside the uplink by two residual blocks, with Keras' layer names.</summary>
/// <remarks>
/// DualNet-MAG has one map of magnitudes: 791,985 parameters at 32×32 with a code of 384. DualNet-ABS has two, the absolute values of real and imaginary part: 1,851,288 with a code of 448.
/// Inputs <c>down</c> and <c>up</c> [N, maps, H, W] in [½, 1] as published; output the rebuilt downlink in (0, 1). The code is node <c>dense_1</c>.
/// </remarks>
public static class DualNet
{
    /// <summary><c>dualnet-mag</c> and <c>dualnet-abs</c>.</summary>
    public const string MagnitudeName = "dualnet-mag", AbsoluteName = "dualnet-abs";

    /// <summary>DualNet-MAG.</summary>
    /// <param name="size">Rows (delays) and columns (antennas).</param>
    /// <param name="code">Numbers that the downlink is squeezed into. Default 384: with the phases a quarter of 32×32 complex numbers.</param>
    public static Network CreateMagnitude(Extent size, int code = 384) => Create(MagnitudeName, 1, size, code, 8, 16);

    /// <summary>DualNet-ABS.</summary>
    /// <param name="size">Rows (delays) and columns (antennas).</param>
    /// <param name="code">Numbers that the downlink is squeezed into. Default 448: with the signs a quarter of 32×32 complex numbers.</param>
    public static Network CreateAbsolute(Extent size, int code = 448) => Create(AbsoluteName, 2, size, code, 16, 32);

    private static Network Create(string name, int maps, Extent size, int code, int first, int second)
    {
        NetworkBuilder builder = new NetworkBuilder(name).AddInput("down", [1, maps, size.Rows, size.Columns]).AddInput("up", [1, maps, size.Rows, size.Columns]);
        KerasBlocks blocks = new KerasBlocks(builder).AddActivated(maps, "down");
        builder.Add("reshape_1", new Flatten())
            .Add("dense_1", new Dense(code))
            .Add("dense_2", new Dense(maps * size.Rows * size.Columns))
            .Add("reshape_2", new Flatten(), "up")
            .Add("concatenate_1", new Concatenation(), "dense_2", "reshape_2")
            .Add("reshape_3", new Unflatten(2 * maps, size.Rows, size.Columns));
        return blocks.AddRefinement("reshape_3", first, second, 2 * maps).End(maps);
    }
}
