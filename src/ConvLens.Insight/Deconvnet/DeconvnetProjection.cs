using ConvLens.Compute.Tensors;

namespace ConvLens.Insight.Deconvnet;

/// <summary>What in one picture lit each chosen feature map: projections into the space of the input.</summary>
/// <param name="Node">The node the maps belong to.</param>
/// <param name="Start">What of each map was sent down.</param>
/// <param name="Channels">The chosen maps, K of them.</param>
/// <param name="Input">The picture, [1, C, H, W].</param>
/// <param name="Maps">The maps, [K, 1, h, w].</param>
/// <param name="Peaks">Row and column of each map's strongest unit, or of the chosen one.</param>
/// <param name="Reconstructions">The projections, [K, C, H, W]. Signed: the last transposed convolution is not rectified.</param>
public sealed record DeconvnetProjection(
    string Node, DeconvnetStart Start, IReadOnlyList<int> Channels, Tensor Input, Tensor Maps, IReadOnlyList<(int Y, int X)> Peaks, Tensor Reconstructions)
{
    /// <summary>The switches of the last pooling node up to the starting one; null where there is none.</summary>
    public PoolingSwitches? Switches { get; init; }
}
