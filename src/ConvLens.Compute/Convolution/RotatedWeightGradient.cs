using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Weight gradients of convolutions of stride 1 with few outputs and enough channels: input and signal change places, so that channels are lanes.</summary>
/// <remarks>
/// <code>
/// dw[o, i, j, c] = r[c, rows − 1 − i, columns − 1 − j, o]     r: the gradient of the rotated convolution, whose input is dy and whose signal is x
/// </code>
/// </remarks>
public sealed class RotatedWeightGradient : ConvolutionWeightGradient
{
    private const int MostOutputs = 15, FewestChannels = 12;

    private readonly ConvolutionGeometry _geometry;
    private readonly WideWeightGradient _rotated;
    private readonly Tensor _gradient;

    /// <summary>Takes the workspace for one geometry.</summary>
    public RotatedWeightGradient(ConvolutionGeometry geometry)
    {
        (_geometry, _rotated) = (geometry, new(geometry.Rotated()));
        _gradient = new([geometry.Outputs * geometry.PatchLength]);
    }

    /// <summary>Whether the convolution can be rotated, has too few outputs to fill lanes, and channels that do.</summary>
    public static bool Suits(ConvolutionGeometry geometry) =>
        geometry is { Outputs: <= MostOutputs } && geometry.CanRotate && geometry.Input.C >= FewestChannels && geometry.Outputs * geometry.KernelRows * geometry.KernelColumns >= Tile.Rows;

    /// <inheritdoc/>
    public override bool Normalizes => _rotated.NormalizesSignal;

    /// <inheritdoc/>
    public override void Run(Scheduler scheduler, ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient) => Run(scheduler, input, default, outputSignal, weightGradient);

    /// <inheritdoc/>
    public override void RunNormalized(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> outputSignal, Span<float> weightGradient, Span<float> biasGradient)
    {
        if (!Normalizes) throw new NotSupportedException($"{nameof(RotatedWeightGradient)} of {_geometry.Input.C} channels reads its input as it is");
        normalization.RequireColumnsOf(_geometry.Input);
        Run(scheduler, input, normalization, outputSignal, weightGradient);
        if (!biasGradient.IsEmpty) ColumnSums.Run(scheduler, biasGradient.Length, outputSignal, biasGradient);
    }

    private void Run(Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> outputSignal, Span<float> weightGradient)
    {
        Require.Length(input.Length, _geometry.Input.Length, nameof(input));
        Require.Length(outputSignal.Length, _geometry.Output.Length, nameof(outputSignal));
        Require.Length(weightGradient.Length, _gradient.Length, nameof(weightGradient));
        _rotated.Run(scheduler, outputSignal, input, normalization, _gradient.Span);
        int taps = _geometry.KernelRows * _geometry.KernelColumns, channels = _geometry.Input.C, outputs = _geometry.Outputs;
        for (int o = 0; o < outputs; o++)
            for (int tap = 0; tap < taps; tap++)
                for (int c = 0; c < channels; c++)
                    weightGradient[(((o * taps) + tap) * channels) + c] = _gradient.Values[(((c * taps) + taps - 1 - tap) * outputs) + o];
    }
}
