using ConvLens.Compute.Convolution;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

internal sealed class ConvolutionExecutor(LayerSite site, ConvolutionGeometry geometry) : LayerExecutor(site)
{
    private readonly PanelMatrix _forwardWeights = ConvolutionForward.AllocateWeights(geometry);
    private readonly Tensor? _padded = geometry.HasPadding ? new(geometry.Padded) : null;
    private PanelMatrix? _backwardWeights;
    private ConvolutionWeightGradient? _weightGradient;
    private PackedCache _forwardCache, _backwardCache;

    public override void Forward(LayerFrame frame)
    {
        Tensor weight = frame.Parameters[0];
        if (_forwardCache.MustPack(weight)) ConvolutionForward.PackWeights(Site.Scheduler, geometry, weight.Values, _forwardWeights);
        if (_padded is not null) Padding.Fill(Site.Scheduler, geometry, frame.Input.Values, _padded.Span);
        ReadOnlySpan<float> bias = frame.Parameters.Count > 1 ? frame.Parameters[1].Values : default;
        ConvolutionForward.Run(Site.Scheduler, geometry, (_padded ?? frame.Input).Values, _forwardWeights, bias, frame.Output.Span);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        if (inputSignals[0] is { } inputSignal)
        {
            _backwardWeights ??= ConvolutionInputGradient.AllocateWeights(geometry);
            if (_backwardCache.MustPack(frame.Parameters[0])) ConvolutionInputGradient.PackWeights(Site.Scheduler, geometry, frame.Parameters[0].Values, _backwardWeights);
            ConvolutionInputGradient.Run(Site.Scheduler, geometry, signal.Values, _backwardWeights, inputSignal.Span);
        }

        if (parameterGradients is null) return;
        _weightGradient ??= new(geometry);
        _weightGradient.Run(Site.Scheduler, (_padded ?? frame.Input).Values, signal.Values, parameterGradients[0].Span);
        if (parameterGradients.Count > 1) ColumnSums.Run(Site.Scheduler, geometry.Outputs, signal.Values, parameterGradients[1].Span);
    }
}
