using ConvLens.Compute.Dense;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Optimization;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>A dense layer whose weights are far larger than its samples: they are read in place, once on each way, and never copied.</summary>
internal sealed class LargeDenseExecutor(LayerSite site) : LayerExecutor(site)
{
    // Beyond so many samples, packed weights are used often enough to be worth their packing.
    private const int LeastWeights = 1_000_000, MostSamples = 512;

    // Signals are packed in rows of at least so many numbers: with fewer inputs these would be longer than the weights.
    private const int LeastInputs = 128;

    private readonly DenseSample? _sample = DenseSample.Suits(site.Input.N, site.Output.C) ? new(site.Input.C, site.Output.C) : null;
    private readonly DenseForward? _forward = DenseSample.Suits(site.Input.N, site.Output.C) ? null : new(site.Input.N, site.Input.C, site.Output.C);
    private DenseBackward? _backward;
    private Tensor? _biasGradient;

    /// <summary>Whether this executor is the one for a layer.</summary>
    public static bool Serves(LayerSite site) => (long)site.Input.C * site.Output.C >= LeastWeights && site.Input.N <= MostSamples && site.Input.C >= LeastInputs;

    public override void Forward(LayerFrame frame)
    {
        ReadOnlySpan<float> bias = frame.Parameters.Count > 1 ? frame.Parameters[1].Values : default;
        if (_sample is not null) _sample.Run(Site.Scheduler, frame.Input.Values, frame.Parameters[0].Values, bias, frame.Output.Span);
        else _forward!.Run(Site.Scheduler, frame.Input.Values, frame.Parameters[0].Values, bias, frame.Output.Span);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        Backward(frame, signal, inputSignals[0], parameterGradients is null ? null : new GradientStore(parameterGradients[0]));
        if (parameterGradients?.Count > 1) ColumnSums.Run(Site.Scheduler, Site.Output.C, signal.Values, parameterGradients[1].Span);
    }

    public override bool StepsItself => true;

    public override void BackwardAndStep(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<ParameterStep> steps)
    {
        Backward(frame, signal, inputSignals[0], steps[0]);
        if (steps.Count == 1) return;
        _biasGradient ??= new([Site.Output.C]);
        ColumnSums.Run(Site.Scheduler, Site.Output.C, signal.Values, _biasGradient.Span);
        steps[1].Run(Site.Scheduler, _biasGradient.Values);
    }

    private void Backward(LayerFrame frame, Tensor signal, Tensor? inputSignal, GradientSink? sink)
    {
        _backward ??= new(Site.Input.N, Site.Input.C, Site.Output.C);
        _backward.Run(Site.Scheduler, frame.Input.Values, frame.Parameters[0].Values, signal.Values, inputSignal is null ? default : inputSignal.Span, sink);
    }
}
