using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>M[p] = V[p]·U[p] for one of the 36 points and a block of tiles: [tiles, channels] · [channels, outputs].</summary>
internal readonly unsafe struct WinogradProduct(
    ConvolutionGeometry geometry, float* v, float* u, float* m, int tiles, int rows, int panelLength, int panels, int blocks) : IKernel
{
    /// <summary>Tiles that one item multiplies.</summary>
    public const int BlockRows = WideBlock.MostTiles * WideTile.MostRows;

    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        (int point, int block) = int.DivRem(item, blocks);
        int first = block * BlockRows, count = Math.Min(BlockRows, tiles - first), channels = geometry.Input.C;
        int depths = (channels + WideTile.Depth - 1) / WideTile.Depth;
        float* b = u + ((long)point * panels * panelLength);
        float* c = m + ((((long)point * rows) + first) * geometry.Outputs);
        float* a = v + (((((long)point * depths) * rows) + first) * WideTile.Depth);
        WideBlock.Add<TLanes>(a, (nint)rows * WideTile.Depth, count, b, panelLength, channels, begin: true, null, c, geometry.Outputs, geometry.Outputs);
    }
}
