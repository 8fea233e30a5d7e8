using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>3×3 convolution by Winograd's F(4×4, 3×3) [lavin2016]: 36 products of transformed numbers in place of 144 multiplications for 16 outputs.</summary>
/// <remarks>
/// <code>
/// V = Bᵀ·d·B for each 6×6 tile d of the input, tiles 4 apart        U = G·g·Gᵀ for each kernel g
/// M[p] = V[p]·U[p] for p = 0 … 35: products over channels            output tile = Aᵀ·M·A
/// </code>
/// Tiles are taken in batches whose V and M fit the last-level cache. V is written as packed rows, so the products need no packing.
/// </remarks>
public sealed unsafe class WinogradConvolution : ConvolutionAlgorithm
{
    /// <summary>Outputs along one side of a tile.</summary>
    internal const int Outputs = 4;

    /// <summary>Inputs along one side of a tile.</summary>
    internal const int Inputs = 6;

    /// <summary>Products of a tile.</summary>
    internal const int Points = Inputs * Inputs;

    // Fewer channels or tiles than these leave the transforms, or the transformed weights, more costly than what they save.
    private const int FewestChannels = 32, FewestTiles = 40, BatchFloats = 3 << 20;

    private readonly ConvolutionGeometry _geometry;
    private readonly PanelMatrix _weights;
    private readonly Tensor _inputs, _products;
    private readonly int _tileRows, _tileColumns, _batchTiles;

    /// <summary>Takes the workspace for one geometry.</summary>
    public WinogradConvolution(ConvolutionGeometry geometry)
    {
        _geometry = geometry;
        (_tileRows, _tileColumns) = (Tiles(geometry.OutputRows), Tiles(geometry.OutputColumns));
        int tiles = geometry.Input.N * _tileRows * _tileColumns, channels = Depths(geometry.Input.C) * WideTile.Depth;
        int most = Math.Max(1, BatchFloats / (Points * (channels + geometry.Outputs)) / WideTile.MostRows) * WideTile.MostRows;
        _batchTiles = Math.Min(most, tiles);
        _weights = new(geometry.Input.C, geometry.Outputs, Points);
        // The last tile of rows may read on: it has up to 13 rows that are not there.
        int rows = _batchTiles + WideTile.MostRows;
        _inputs = new([Points, Depths(geometry.Input.C), rows, WideTile.Depth]);
        _products = new([Points, rows, geometry.Outputs]);
    }

    /// <summary>Whether the geometry is a 3×3 convolution of stride 1 with enough channels and pixels for this way to win.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        Fits(geometry)
        && Math.Min(geometry.Input.C, geometry.Outputs) >= FewestChannels
        && geometry.Input.N * Tiles(geometry.OutputRows) * Tiles(geometry.OutputColumns) >= FewestTiles;

    /// <summary>Whether it is a 3×3 convolution of stride 1.</summary>
    internal static bool Fits(ConvolutionGeometry geometry) =>
        geometry is { KernelRows: 3, KernelColumns: 3, StrideRows: 1, StrideColumns: 1, DilationRows: 1, DilationColumns: 1, Groups: 1 };

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights)
    {
        Require.Length(weights.Length, _geometry.Outputs * _geometry.PatchLength, nameof(weights));
        fixed (float* g = weights, u = _weights.Memory)
            scheduler.Run(new WinogradWeights(_geometry, g, u, _weights.PanelLength, _weights.Panels), _geometry.Outputs);
    }

    /// <inheritdoc/>
    public override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        RequireLengths(_geometry, input, bias, output, addend);
        int tiles = _geometry.Input.N * _tileRows * _tileColumns;
        WinogradTiles layout = new(_geometry, _tileRows, _tileColumns);
        fixed (float* x = input, v = _inputs.Span, u = _weights.Values, m = _products.Span, b = bias, y = output, plus = addend)
            for (int first = 0; first < tiles; first += _batchTiles)
            {
                int count = Math.Min(_batchTiles, tiles - first), groups = (count + WideTile.MostRows - 1) / WideTile.MostRows;
                scheduler.Run(new WinogradInput(layout, x, v, first, count, _inputs.Shape[2]), groups);
                int blocks = (count + WinogradProduct.BlockRows - 1) / WinogradProduct.BlockRows;
                scheduler.Run(new WinogradProduct(_geometry, v, u, m, count, _inputs.Shape[2], _weights.PanelLength, _weights.Panels, blocks), Points * blocks);
                scheduler.Run(new WinogradOutput(layout, m, b, y, first, count, _inputs.Shape[2], new(y, plus, rectification)), groups);
            }
    }

    private static int Tiles(int extent) => (extent + Outputs - 1) / Outputs;

    private static int Depths(int channels) => (channels + WideTile.Depth - 1) / WideTile.Depth;
}
