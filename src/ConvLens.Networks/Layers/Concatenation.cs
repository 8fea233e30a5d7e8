using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>Inputs one after the other along an axis: channels of maps or features of vectors unless said otherwise.</summary>
public sealed record Concatenation : Layer
{
    /// <summary>The axis; negative ones count from behind. Default 1.</summary>
    public int Axis { get; init; } = 1;

    /// <inheritdoc/>
    public override string Kind => "concatenation";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape first = inputs[0];
        int joined = Axes.Resolve(Axis, first.Rank);
        if (inputs.Any(shape => shape.Rank != first.Rank || Enumerable.Range(0, first.Rank).Any(axis => axis != joined && shape[axis] != first[axis])))
            throw new LayerShapeException($"it needs inputs that differ in axis {joined} only");
        return Axes.ToShape([.. first.AsEnumerable().Select((extent, axis) => axis == joined ? inputs.Sum(shape => (long)shape[axis]) : extent)]);
    }

    internal override LayerExecutor CreateExecutor(LayerSite site) =>
        new Executor(site, [.. Copies(site.Inputs, site.Output)], MemoryStrides.Of(site.Output)[Axes.Resolve(Axis, site.Output.Rank)] == 1 ? Axes.Resolve(Axis, site.Output.Rank) : -1);

    private IEnumerable<IndexedCopy> Copies(IReadOnlyList<Shape> inputs, Shape output)
    {
        int joined = Axes.Resolve(Axis, output.Rank), first = 0;
        int[] to = MemoryStrides.Of(output);
        foreach (Shape input in inputs)
        {
            int[] from = MemoryStrides.Of(input);
            // The place of a part is an axis of one position.
            yield return new([new([0], [first * to[joined]]), .. from.Select((stride, axis) => CopyAxis.Even(input[axis], stride, to[axis]))], input.Length, output.Length);
            first += input[joined];
        }
    }

    /// <summary>Copies the parts to their places.</summary>
    /// <param name="site">Where.</param>
    /// <param name="copies">From each input.</param>
    /// <param name="neighbours">The joined axis, if its positions are neighbours in memory; otherwise −1.</param>
    private sealed class Executor(LayerSite site, IndexedCopy[] copies, int neighbours) : LayerExecutor(site)
    {
        public override void Forward(LayerFrame frame)
        {
            for (int i = 0, first = 0; i < copies.Length; first += Site.Inputs[i++][Math.Max(neighbours, 0)])
            {
                // What wrote right into the output is there.
                if (ReferenceEquals(frame.Inputs[i], frame.Output)) continue;
                if (neighbours < 0) copies[i].Run(Site.Scheduler, frame.Inputs[i].Values, frame.Output.Span);
                else ColumnCopy.Run(Site.Scheduler, frame.Inputs[i].Values, Site.Inputs[i][neighbours], frame.Output.Span, first, Site.Output[neighbours]);
            }
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            for (int i = 0; i < copies.Length; i++)
                if (inputSignals[i] is { } dx) copies[i].RunAdjoint(Site.Scheduler, signal.Values, dx.Span);
        }
    }
}
