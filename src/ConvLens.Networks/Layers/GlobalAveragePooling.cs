using ConvLens.Compute.Normalization;
using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>The mean of each map [lin2014]: [N, C, H, W] to [N, C, 1, 1], whatever the maps' extents.</summary>
public sealed record GlobalAveragePooling : Layer
{
    /// <inheritdoc/>
    public override string Kind => "global_average_pooling";

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 4, "N×C×H×W");
        return [inputs[0].N, inputs[0].C, 1, 1];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => inputs[0].Length;

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site);

    private sealed class Executor(LayerSite site) : LayerExecutor(site)
    {
        private readonly int _channels = site.Input.C, _pixels = site.Input.H * site.Input.W;

        public override void Forward(LayerFrame frame)
        {
            if (_channels >= GlobalAveragePool.FewestChannels)
            {
                GlobalAveragePool.Run(Site.Scheduler, _pixels, _channels, frame.Input.Values, frame.Output.Span);
                return;
            }

            Span<float> means = frame.Output.Span;
            int sample = _pixels * _channels;
            for (int n = 0; n < Site.Input.N; n++) ColumnSums.Run(Site.Scheduler, _channels, frame.Input.Values.Slice(n * sample, sample), means.Slice(n * _channels, _channels));
            for (int i = 0; i < means.Length; i++) means[i] /= _pixels;
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is not { } dx) return;
            for (int n = 0; n < Site.Input.N; n++)
            {
                Span<float> maps = dx.Span.Slice(n * _pixels * _channels, _pixels * _channels), first = maps[.._channels];
                for (int c = 0; c < _channels; c++) first[c] = signal.Values[(n * _channels) + c] / _pixels;
                for (int pixel = 1; pixel < _pixels; pixel++) first.CopyTo(maps[(pixel * _channels)..]);
            }
        }
    }
}
