using ConvLens.Compute.Convolution;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Layout;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary><see cref="VolumeConvolutionExecutor"/> in the other direction: pictures are folded up to a volume.</summary>
internal sealed class VolumeTransposedConvolutionExecutor(LayerSite site, ConvolutionGeometry geometry, DepthUnfolding unfolding, IndexedCopy? weightOrder) : LayerExecutor(site)
{
    private readonly ConvolutionKernels _convolution = new(site.Scheduler, geometry, weightOrder);
    private readonly Tensor _pictures = new(geometry.Input), _slices = new(geometry.Output);
    private readonly DepthUnfolding _input = new(site.Input, site.Input[2], 1, 1, 1, 0), _output = new(site.Output, site.Output[2], 1, 1, 1, 0);
    private Tensor? _bias, _signals;

    public override void Forward(LayerFrame frame)
    {
        _input.Copy.Run(Site.Scheduler, frame.Input.Values, _slices.Span);
        _convolution.InputGradient(frame.Parameters[0], _slices.Values, _pictures.Span);
        unfolding.Copy.RunAdjoint(Site.Scheduler, _pictures.Values, frame.Output.Span);
        if (frame.Parameters.Count < 2) return;
        // The bias in the output's order, so that it can be added as a whole.
        _bias ??= new([Site.Output.Length]);
        int channels = Site.Output.C, plane = Site.Output.Length / Site.Output.N / channels;
        for (int i = 0; i < Site.Output.N * channels; i++) _bias.Span.Slice(i * plane, plane).Fill(frame.Parameters[1].Values[i % channels]);
        Arithmetic.AddScaled(Site.Scheduler, 1, _bias.Values, frame.Output.Span);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        unfolding.Copy.Run(Site.Scheduler, signal.Values, _pictures.Span);
        if (parameterGradients is not null)
        {
            _input.Copy.Run(Site.Scheduler, frame.Input.Values, _slices.Span);
            _convolution.WeightGradient(_pictures.Values, _slices.Values, parameterGradients[0].Span);
            if (parameterGradients.Count > 1)
            {
                _signals ??= new(_output.Pictures);
                _output.Copy.Run(Site.Scheduler, signal.Values, _signals.Span);
                ColumnSums.Run(Site.Scheduler, Site.Output.C, _signals.Values, parameterGradients[1].Span);
            }
        }

        if (inputSignals[0] is not { } dx) return;
        _convolution.Forward(frame.Parameters[0], _pictures.Values, default, _slices.Span);
        _input.Copy.RunAdjoint(Site.Scheduler, _slices.Values, dx.Span);
    }
}
