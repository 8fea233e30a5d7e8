using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>Inputs one after the other along axis 1: channels of maps, features of vectors.</summary>
public sealed record Concatenation : Layer
{
    /// <inheritdoc/>
    public override string Kind => "concatenation";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape first = inputs[0];
        if (first.Rank is not (2 or 4) || inputs.Any(shape => shape.Rank != first.Rank || shape.N != first.N || shape.H != first.H || shape.W != first.W))
            throw new LayerShapeException("it needs inputs N×F or N×C×H×W that differ in axis 1 only");
        int channels = inputs.Sum(shape => shape.C);
        return first.Rank == 2 ? [first.N, channels] : [first.N, channels, first.H, first.W];
    }

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site);

    private sealed class Executor(LayerSite site) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame)
        {
            int total = Site.Output.C, first = 0;
            foreach (Tensor input in frame.Inputs)
            {
                int channels = input.Shape.C;
                for (int row = 0; row < input.Length / channels; row++)
                    input.Values.Slice(row * channels, channels).CopyTo(frame.Output.Span[((row * total) + first)..]);
                first += channels;
            }
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            int total = Site.Output.C, first = 0;
            for (int i = 0; i < inputSignals.Count; i++)
            {
                int channels = Site.Inputs[i].C;
                if (inputSignals[i] is { } dx)
                    for (int row = 0; row < dx.Length / channels; row++)
                        signal.Values.Slice((row * total) + first, channels).CopyTo(dx.Span[(row * channels)..]);
                first += channels;
            }
        }
    }
}
