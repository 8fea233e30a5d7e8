using ConvLens.Compute.Convolution;
using ConvLens.Compute.Layout;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Unfolds the volume into pictures, convolves those, and puts the results together to a volume again.</summary>
internal sealed class VolumeConvolutionExecutor(LayerSite site, ConvolutionGeometry geometry, DepthUnfolding unfolding, IndexedCopy? weightOrder) : LayerExecutor(site)
{
    private readonly ConvolutionKernels _convolution = new(site.Scheduler, geometry, weightOrder);
    private readonly Tensor _pictures = new(geometry.Input), _results = new(geometry.Output);
    private readonly DepthUnfolding _slices = new(site.Output, site.Output[2], 1, 1, 1, 0);

    public override void Forward(LayerFrame frame)
    {
        unfolding.Copy.Run(Site.Scheduler, frame.Input.Values, _pictures.Span);
        _convolution.Forward(frame.Parameters[0], _pictures.Values, frame.Parameters.Count > 1 ? frame.Parameters[1].Values : default, _results.Span);
        _slices.Copy.RunAdjoint(Site.Scheduler, _results.Values, frame.Output.Span);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        _slices.Copy.Run(Site.Scheduler, signal.Values, _results.Span);
        if (parameterGradients is not null)
        {
            unfolding.Copy.Run(Site.Scheduler, frame.Input.Values, _pictures.Span);
            _convolution.WeightGradient(_pictures.Values, _results.Values, parameterGradients[0].Span);
            if (parameterGradients.Count > 1) ColumnSums.Run(Site.Scheduler, geometry.Outputs, _results.Values, parameterGradients[1].Span);
        }

        if (inputSignals[0] is not { } dx) return;
        _convolution.InputGradient(frame.Parameters[0], _results.Values, _pictures.Span);
        unfolding.Copy.RunAdjoint(Site.Scheduler, _pictures.Values, dx.Span);
    }
}
