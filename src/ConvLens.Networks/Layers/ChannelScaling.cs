using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>y[n, c, …] = Scales[c] · x[n, c, …] + Offsets[c] with numbers that belong to the definition: a network's own preparation of pictures.</summary>
/// <param name="Scales">One factor a channel.</param>
/// <param name="Offsets">One addend a channel.</param>
public sealed record ChannelScaling(ValueList<float> Scales, ValueList<float> Offsets) : Layer
{
    /// <inheritdoc/>
    public override string Kind => "channel_scaling";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 4, "N×C×H×W");
        int channels = inputs[0].C;
        return Scales.Count == channels && Offsets.Count == channels ? inputs[0] : throw new LayerShapeException($"it needs {channels} scales and offsets, one a channel, found {Scales.Count} and {Offsets.Count}");
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => output.Length;

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, [.. Scales], [.. Offsets]);

    // Pictures have three channels and are small beside what follows.
    private sealed class Executor(LayerSite site, float[] scales, float[] offsets) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame) => Scale(frame.Input.Values, offsets, frame.Output.Span);

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is { } dx) Scale(signal.Values, new float[offsets.Length], dx.Span);
        }

        private void Scale(ReadOnlySpan<float> x, float[] addends, Span<float> y)
        {
            for (int pixel = 0; pixel < x.Length; pixel += scales.Length)
                for (int c = 0; c < scales.Length; c++) y[pixel + c] = MathF.FusedMultiplyAdd(x[pixel + c], scales[c], addends[c]);
        }
    }
}
