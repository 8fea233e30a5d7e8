using ConvLens.Compute.Normalization;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Normalization;

/// <summary>Divides each number by a power of the mean square of neighbouring channels [krizhevsky2012]: <c>y = x / (bias + α / size · Σ x²)ᵝ</c>; input [N, C, …].</summary>
/// <remarks>The sum of channel c runs over c − ⌊(size − 1) / 2⌋ … c + ⌈(size − 1) / 2⌉, cut at the ends; its weight is α / size even there, as in ONNX and Caffe.</remarks>
/// <param name="Size">Channels in a window.</param>
/// <param name="Alpha">α. Default 1e-4, as in ONNX and PyTorch.</param>
/// <param name="Beta">β. Default 0.75.</param>
/// <param name="Bias">The bias; k in the paper. Default 1.</param>
public sealed record LocalResponseNormalization(int Size, float Alpha = 1e-4f, float Beta = 0.75f, float Bias = 1) : Layer
{
    /// <inheritdoc/>
    public override string Kind => "local_response_normalization";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        if (Size < 1) throw new LayerShapeException($"its size must be at least 1, found {Size}");
        return inputs[0].Rank >= 2 ? inputs[0] : throw new LayerShapeException("it needs an input N×C×…");
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)output.Length * Size;

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, new(site.Input.C, Size, Alpha, Beta, Bias));

    /// <summary>Channels that are not neighbours in memory are brought together first.</summary>
    private sealed class Executor(LayerSite site, LocalResponse response) : LayerExecutor(site)
    {
        private readonly Fibers _channels = Fibers.Along(site.Input, [1], keepAxes: true);
        private readonly Tensor[] _rows = site.Input.Rank is 2 or 4 ? [] : [new(site.Input), new(site.Input), new(site.Input)];

        public override void Forward(LayerFrame frame)
        {
            if (_rows is not [var x, var y, _])
            {
                response.Forward(Site.Scheduler, frame.Input.Values, frame.Output.Span);
                return;
            }

            _channels.Gather(Site.Scheduler, frame.Input.Values, x.Span);
            response.Forward(Site.Scheduler, x.Values, y.Span);
            _channels.Scatter(Site.Scheduler, y.Values, frame.Output.Span);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is not { } target) return;
            if (_rows is not [var x, var dy, var dx])
            {
                response.Gradient(Site.Scheduler, frame.Input.Values, signal.Values, target.Span);
                return;
            }

            _channels.Gather(Site.Scheduler, frame.Input.Values, x.Span);
            _channels.Gather(Site.Scheduler, signal.Values, dy.Span);
            response.Gradient(Site.Scheduler, x.Values, dy.Values, dx.Span);
            _channels.Scatter(Site.Scheduler, dx.Values, target.Span);
        }
    }
}
