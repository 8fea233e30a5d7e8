using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>Every block of pixels becomes one pixel's channels: [N, C, H, W] to [N, C · b², H / b, W / b], channel (y · b + x) · C + c.</summary>
/// <param name="Block">Rows and columns b of a block.</param>
public sealed record SpaceToDepth(int Block) : Rearrangement
{
    /// <inheritdoc/>
    public override string Kind => "space_to_depth";

    /// <inheritdoc/>
    public override LocalWindow? Window => new(Block, Block);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 4, "N×C×H×W");
        if (Block < 1 || inputs[0].H % Block != 0 || inputs[0].W % Block != 0) throw new LayerShapeException($"its {inputs[0].H}×{inputs[0].W} pixels must be whole blocks of {Block}×{Block}");
        return Axes.ToShape([inputs[0].N, (long)inputs[0].C * Block * Block, inputs[0].H / Block, inputs[0].W / Block]);
    }

    private protected override IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output)
    {
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output);
        return
        [
            CopyAxis.Even(input.N, from[0], to[0]),
            CopyAxis.Even(output.H, Block * from[2], to[2]),
            CopyAxis.Even(Block, from[2], Block * input.C * to[1]),
            CopyAxis.Even(output.W, Block * from[3], to[3]),
            CopyAxis.Even(Block, from[3], input.C * to[1]),
            CopyAxis.Even(input.C, from[1], to[1]),
        ];
    }
}
