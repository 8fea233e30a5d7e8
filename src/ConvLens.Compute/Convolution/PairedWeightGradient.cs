using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Weight gradients of convolutions with eight outputs: those of two neighbouring pixels fill a panel, as in <see cref="PairedConvolution"/>, and the gradients of both are added.</summary>
public sealed class PairedWeightGradient : ConvolutionWeightGradient
{
    // With more channels they fill lanes themselves; with longer runs the samples of a batch do.
    private const int MostChannels = 7, FewNumbers = 20;

    private readonly PixelPairs _pairs;
    private readonly WideWeightGradient _paired;
    private readonly Tensor _gradient;

    /// <summary>Takes the workspace for one geometry.</summary>
    public PairedWeightGradient(ConvolutionGeometry geometry)
    {
        _pairs = new(geometry);
        _paired = new(_pairs.Geometry);
        _gradient = new([_pairs.Geometry.Outputs * _pairs.Geometry.PatchLength]);
    }

    /// <summary>Whether outputs come in pairs of eight whose kernels overlap, and there are few channels, and few numbers in a kernel row or no batch whose samples could be lanes.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        PixelPairs.Fit(geometry) && geometry.Input.C <= MostChannels && (geometry.RunLength <= FewNumbers || !BatchWeightGradient.Suits(geometry));

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient)
    {
        Require.Length(weightGradient.Length, _pairs.Single.Outputs * _pairs.Single.PatchLength, nameof(weightGradient));
        _paired.Run(scheduler, input, outputSignal, _gradient.Span);
        _pairs.Join(_gradient.Values, weightGradient);
    }
}
