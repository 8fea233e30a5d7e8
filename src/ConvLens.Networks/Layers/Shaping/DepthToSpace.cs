using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Shaping;

/// <summary>Every pixel's channels become a block of pixels: [N, C · b², H, W] to [N, C, H · b, W · b], sub-pixel convolution's last step [shi2016].</summary>
/// <param name="Block">Rows and columns b of a block.</param>
public sealed record DepthToSpace(int Block) : Rearrangement
{
    /// <summary>How channels number the pixels of a block. Default: ONNX's.</summary>
    public DepthToSpaceMode Mode { get; init; }

    /// <inheritdoc/>
    public override string Kind => "depth_to_space";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 4, "N×C×H×W");
        if (Block < 1 || inputs[0].C % ((long)Block * Block) != 0) throw new LayerShapeException($"its channels must be a multiple of the {Block}×{Block} pixels of a block, found {inputs[0].C}");
        return Axes.ToShape([inputs[0].N, inputs[0].C / (Block * Block), (long)inputs[0].H * Block, (long)inputs[0].W * Block]);
    }

    private protected override IEnumerable<CopyAxis> CopyAxes(Shape input, Shape output)
    {
        int[] from = MemoryStrides.Of(input), to = MemoryStrides.Of(output);
        (int channel, int column) = Mode == DepthToSpaceMode.DepthColumnRow ? (1, output.C) : (Block * Block, 1);
        return
        [
            CopyAxis.Even(input.N, from[0], to[0]),
            CopyAxis.Even(input.H, from[2], to[2] * Block),
            CopyAxis.Even(Block, Block * column * from[1], to[2]),
            CopyAxis.Even(input.W, from[3], to[3] * Block),
            CopyAxis.Even(Block, column * from[1], to[3]),
            CopyAxis.Even(output.C, channel * from[1], to[1]),
        ];
    }
}
