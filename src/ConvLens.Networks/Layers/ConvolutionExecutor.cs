using ConvLens.Compute.Convolution;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

internal sealed class ConvolutionExecutor(LayerSite site, ConvolutionGeometry geometry) : LayerExecutor(site)
{
    private readonly ConvolutionAlgorithm _forward = ConvolutionAlgorithm.For(geometry);
    private TransposedConvolution? _inputGradient;
    private ConvolutionWeightGradient? _weightGradient;
    private PackedCache _forwardCache, _backwardCache;

    public override bool CanRectify => true;

    public override bool CanAdd => true;

    public override bool CanPlace => _forward.RunsInto;

    public override bool CanTakeDeferred => _forward.Normalizes && WeightGradient.Normalizes;

    public override bool ReducesOutput => _forward.Reduces;

    public override bool ReducesSignal => InputGradient.Reduces;

    private TransposedConvolution InputGradient => _inputGradient ??= TransposedConvolution.For(geometry);

    private ConvolutionWeightGradient WeightGradient => _weightGradient ??= ConvolutionWeightGradient.For(geometry);

    public override void Forward(LayerFrame frame) => Forward(frame, default);

    public override void Forward(LayerFrame frame, Rectification rectification, Tensor? addend = null)
    {
        if (_forwardCache.MustPack(frame.Parameters[0])) _forward.Pack(Site.Scheduler, frame.Parameters[0]);
        ReadOnlySpan<float> bias = frame.Parameters.Count > 1 ? frame.Parameters[1].Values : default;
        if (frame is { Reader: { } reader, Mode.IsTraining: true })
            _forward.RunReduced(Site.Scheduler, frame.Input.Values, frame.Deferred is { } below ? below.Deferred : default, bias, frame.Output.Span, reader.SumUpInput(frame.Output));
        else if (frame.Output.Shape.C != geometry.Outputs) _forward.RunInto(Site.Scheduler, frame.Input.Values, bias, frame.Output.Span[frame.OutputChannel..], frame.Output.Shape.C, rectification);
        else if (frame.Deferred is { } before) _forward.RunNormalized(Site.Scheduler, frame.Input.Values, before.Deferred, bias, frame.Output.Span, addend is null ? default : addend.Values, rectification);
        else _forward.Run(Site.Scheduler, frame.Input.Values, bias, frame.Output.Span, addend is null ? default : addend.Values, rectification);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        if (inputSignals[0] is { } inputSignal)
        {
            if (_backwardCache.MustPack(frame.Parameters[0])) InputGradient.Pack(Site.Scheduler, frame.Parameters[0]);
            if (frame.ReducesSignal) InputGradient.RunReduced(Site.Scheduler, signal.Values, inputSignal.Span, frame.Deferred!.SumUpSignal(inputSignal));
            else InputGradient.Run(Site.Scheduler, signal.Values, inputSignal.Span);
        }

        if (parameterGradients is null) return;
        Span<float> ofWeights = parameterGradients[0].Span, ofBias = parameterGradients.Count > 1 ? parameterGradients[1].Span : default;
        if (frame.Deferred is { } before) WeightGradient.RunNormalized(Site.Scheduler, frame.Input.Values, before.Deferred, signal.Values, ofWeights, ofBias);
        else WeightGradient.Run(Site.Scheduler, frame.Input.Values, signal.Values, ofWeights, ofBias);
    }
}
