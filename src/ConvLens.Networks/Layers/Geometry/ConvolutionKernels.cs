using ConvLens.Compute.Convolution;
using ConvLens.Compute.Layout;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using Downwards = ConvLens.Compute.Convolution.TransposedConvolution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>A convolution and its two gradients for layers that use them in other roles. Each is made when it is first needed; weights are packed once per parameter set.</summary>
/// <param name="scheduler">Who works.</param>
/// <param name="geometry">The convolution.</param>
/// <param name="order">How the layer's weights get to the order of the convolution's [O, C / groups, rows, columns]; null if they have it.</param>
internal sealed class ConvolutionKernels(Scheduler scheduler, ConvolutionGeometry geometry, IndexedCopy? order = null)
{
    private readonly Tensor? _ordered = order is null ? null : new([geometry.PatchLength * geometry.Outputs]);
    private ConvolutionAlgorithm? _forward;
    private Downwards? _inputGradient;
    private ConvolutionWeightGradient? _weightGradient;
    private PackedCache _forwardCache, _backwardCache;

    public void Forward(Tensor weight, ReadOnlySpan<float> input, ReadOnlySpan<float> bias, Span<float> output)
    {
        _forward ??= ConvolutionAlgorithm.For(geometry);
        if (_forwardCache.MustPack(weight))
        {
            if (_ordered is null) _forward.Pack(scheduler, weight);
            else _forward.Pack(scheduler, Ordered(weight));
        }

        _forward.Run(scheduler, input, bias, output);
    }

    public void InputGradient(Tensor weight, ReadOnlySpan<float> outputSignal, Span<float> inputSignal)
    {
        _inputGradient ??= Downwards.For(geometry);
        if (_backwardCache.MustPack(weight))
        {
            if (_ordered is null) _inputGradient.Pack(scheduler, weight);
            else _inputGradient.Pack(scheduler, Ordered(weight));
        }

        _inputGradient.Run(scheduler, outputSignal, inputSignal);
    }

    public void WeightGradient(ReadOnlySpan<float> input, ReadOnlySpan<float> outputSignal, Span<float> weightGradient)
    {
        _weightGradient ??= ConvolutionWeightGradient.For(geometry);
        _weightGradient.Run(scheduler, input, outputSignal, _ordered is null ? weightGradient : _ordered.Span);
        order?.RunAdjoint(scheduler, _ordered!.Values, weightGradient);
    }

    // Both ways share this place, so what is packed from it must not be read again later.
    private ReadOnlySpan<float> Ordered(Tensor weight)
    {
        order!.Run(scheduler, weight.Values, _ordered!.Span);
        return _ordered.Values;
    }
}
