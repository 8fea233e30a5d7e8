using ConvLens.Compute.Convolution;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Runs a convolution's kernels in each other's roles: forward is its input gradient, the way back its forward pass.</summary>
internal sealed class TransposedConvolutionExecutor(LayerSite site, ConvolutionGeometry geometry) : LayerExecutor(site)
{
    private readonly ConvolutionKernels _convolution = new(site.Scheduler, geometry);
    private readonly float[] _ones = [.. Enumerable.Repeat(1f, site.Output.C)];

    public override void Forward(LayerFrame frame)
    {
        Span<float> output = frame.Output.Span;
        _convolution.InputGradient(frame.Parameters[0], frame.Input.Values, output);
        if (frame.Parameters.Count > 1) ColumnAffine.Run(Site.Scheduler, Site.Output.C, output, _ones, frame.Parameters[1].Values, output);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        if (inputSignals[0] is { } dx) _convolution.Forward(frame.Parameters[0], signal.Values, default, dx.Span);
        if (parameterGradients is null) return;
        _convolution.WeightGradient(signal.Values, frame.Input.Values, parameterGradients[0].Span);
        if (parameterGradients.Count > 1) ColumnSums.Run(Site.Scheduler, Site.Output.C, signal.Values, parameterGradients[1].Span);
    }
}
