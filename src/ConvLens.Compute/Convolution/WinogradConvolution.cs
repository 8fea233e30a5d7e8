using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>3×3 convolution by Winograd's F(4×4, 3×3) [lavin2016]: 36 products of transformed numbers in place of 144 multiplications for 16 outputs.</summary>
/// <remarks>
/// <code>
/// V = Bᵀ·d·B for each 6×6 tile d of the input, tiles 4 apart        U = G·g·Gᵀ for each kernel g
/// M[p] = V[p]·U[p] for p = 0 … 35: products over channels            output tile = Aᵀ·M·A
/// </code>
/// Tiles are taken in batches whose V fits the last-level cache. V is written as packed rows, so the products need no packing. U is four times as long as the kernels: it is kept where it is small or work is plenty,
/// otherwise made on the way in every pass, from kernels that are read in place; the bits are the same.
/// </remarks>
public sealed unsafe class WinogradConvolution : PitchedConvolution
{
    /// <summary>Outputs along one side of a tile.</summary>
    internal const int Outputs = 4;

    /// <summary>Inputs along one side of a tile.</summary>
    internal const int Inputs = 6;

    /// <summary>Products of a tile.</summary>
    internal const int Points = Inputs * Inputs;

    /// <summary>Weights of a kernel.</summary>
    internal const int Taps = 9;

    // Fewer channels or tiles than these leave the transforms, or the transformed weights, more costly than what they save.
    private const int FewestChannels = 16, FewestTiles = 16;

    private readonly WinogradTiles _tiles;
    private readonly WinogradPartition _parts;
    private readonly Tensor? _kept;
    private Tensor? _weights;
    private bool _rotated;

    /// <summary>Takes the workspace for one geometry.</summary>
    public WinogradConvolution(ConvolutionGeometry geometry)
        : base(geometry)
    {
        _tiles = new(geometry, Tiles(geometry.OutputRows), Tiles(geometry.OutputColumns));
        _parts = WinogradPartition.Of(geometry, _tiles.Count);
        _kept = _parts.KeptWeights();
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
        Tensor own = new([weights.Length]);
        weights.CopyTo(own.Span);
        Pack(scheduler, own);
    }

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, Tensor weights) => Pack(scheduler, weights, rotated: false);

    /// <summary>Packs, or takes to be read when it runs, kernels that lie as [outputs, 3, 3, channels]; or those of a convolution whose channels are the outputs here, to be rotated.</summary>
    internal void Pack(Scheduler scheduler, Tensor weights, bool rotated)
    {
        Require.Length(weights.Length, Geometry.Outputs * Geometry.PatchLength, nameof(weights));
        _rotated = rotated;
        if (_kept is null) _weights = weights;
        else
            fixed (float* g = weights.Values, u = _kept.Span) scheduler.Run(new WinogradPacking(_parts, Kernels(g), u), _parts.Panels);
    }

    private protected override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, int pitch, ReadOnlySpan<float> addend, Rectification rectification,
        BatchReduction? reduction)
    {
        // V lies in the thread's own workspace: all layers use the same memory, which stays in the last-level cache.
        fixed (float* x = input, v = Scratch.Shared(_parts.InputsLength), g = _weights is null ? default : _weights.Values, u = _kept is null ? default : _kept.Values, b = bias, y = output, plus = addend)
            for (int first = 0; first < _tiles.Count; first += _parts.BatchTiles)
            {
                int count = Math.Min(_parts.BatchTiles, _tiles.Count - first);
                WinogradInput transform = new(_tiles, _parts, x, v, first, count);
                scheduler.Run(transform, transform.Items);
                WinogradProduct product = new(_parts, Kernels(g), u, v, first, count, new(_tiles, b, y, pitch, new(y, plus, rectification)));
                scheduler.Run(product, product.Items);
            }
    }

    private static int Tiles(int extent) => RoundUp.Quotient(extent, Outputs);

    private WinogradWeights Kernels(float* weights) =>
        _rotated ? new(weights, Geometry.Input.C, Geometry.Outputs, rotated: true) : new(weights, Geometry.Outputs, Geometry.Input.C, rotated: false);
}
