using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution with eight outputs: two neighbouring pixels of them fill a panel, as one pixel of a convolution with sixteen outputs, twice the stride, and kernels a stride wider.</summary>
public sealed class PairedConvolution : ConvolutionAlgorithm
{
    // With longer runs the samples of a batch fill lanes better than pairs that meet zeros.
    private const int FewNumbers = 12;

    private readonly PixelPairs _pairs;
    private readonly InPlaceConvolution _paired;
    private readonly Tensor _spread, _bias;

    /// <summary>Takes the workspace for one geometry.</summary>
    public PairedConvolution(ConvolutionGeometry geometry)
    {
        _pairs = new(geometry);
        _paired = new(_pairs.Geometry);
        _spread = new([_pairs.Geometry.Outputs * _pairs.Geometry.PatchLength]);
        _bias = new([_pairs.Geometry.Outputs]);
    }

    /// <summary>Whether outputs come in pairs of eight whose kernels overlap, and there are few numbers in a kernel row or no batch whose samples could be lanes.</summary>
    public static bool Suits(ConvolutionGeometry geometry) => PixelPairs.Fit(geometry) && (geometry.RunLength <= FewNumbers || !BatchConvolution.Suits(geometry));

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights)
    {
        Require.Length(weights.Length, _pairs.Single.Outputs * _pairs.Single.PatchLength, nameof(weights));
        _pairs.Spread(weights, _spread.Span);
        _paired.Pack(scheduler, _spread.Values);
    }

    /// <inheritdoc/>
    public override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output, ReadOnlySpan<float> addend = default, Rectification rectification = default)
    {
        RequireLengths(_pairs.Single, input, bias, output, addend);
        _paired.Run(scheduler, input, Spread(bias), output, addend, rectification);
    }

    /// <inheritdoc/>
    public override bool Reduces => _paired.Reduces;

    /// <inheritdoc/>
    public override void RunReduced(Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, BatchReduction reduction)
    {
        RequireLengths(_pairs.Single, input, bias, output, addend: default);
        _paired.RunReduced(scheduler, input, normalization, Spread(bias), output, reduction);
    }

    private ReadOnlySpan<float> Spread(ReadOnlySpan<float> bias)
    {
        if (bias.IsEmpty) return default;
        bias.CopyTo(_bias.Span);
        bias.CopyTo(_bias.Span[bias.Length..]);
        return _bias.Values;
    }
}
