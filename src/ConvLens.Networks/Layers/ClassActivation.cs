using ConvLens.Compute.Reductions;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>A layer that maps the classes of each sample (or pixel) together; the shape stays.</summary>
public abstract record ClassActivation : Layer
{
    /// <summary>The axis of the classes; negative ones count from the end. Default 1.</summary>
    public int Axis { get; init; } = 1;

    /// <summary>Whether the axes behind <see cref="Axis"/> are classes too, as in ONNX before operator set 13. Default false.</summary>
    public bool Coerce { get; init; }

    /// <inheritdoc/>
    public override LocalWindow? Window => Axis == 1 && !Coerce ? LocalWindow.Pixel : null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        _ = RequireAxis(Axis, inputs[0]);
        return inputs[0];
    }

    internal abstract void Forward(Scheduler scheduler, int classes, ReadOnlySpan<float> x, Span<float> y);

    internal abstract void Gradient(Scheduler scheduler, int classes, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx);

    internal override LayerExecutor CreateExecutor(LayerSite site)
    {
        int first = RequireAxis(Axis, site.Input);
        return new Executor(site, this, Fibers.Along(site.Input, [.. Enumerable.Range(first, Coerce ? site.Input.Rank - first : 1)], keepAxes: true));
    }

    /// <summary>Classes that are not neighbours in memory are brought together first.</summary>
    private sealed class Executor(LayerSite site, ClassActivation activation, Fibers classes) : LayerExecutor(site)
    {
        private readonly Tensor?[] _rows = new Tensor?[3];

        public override void Forward(LayerFrame frame)
        {
            Span<float> y = Rows(0, frame.Output);
            activation.Forward(Site.Scheduler, classes.Size, Gathered(1, frame.Input), y);
            if (!classes.AreRows) classes.Scatter(Site.Scheduler, y, frame.Output.Span);
        }

        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is not { } dx) return;
            Span<float> rows = Rows(2, dx);
            activation.Gradient(Site.Scheduler, classes.Size, Gathered(0, frame.Output), Gathered(1, signal), rows);
            if (!classes.AreRows) classes.Scatter(Site.Scheduler, rows, dx.Span);
        }

        private Span<float> Rows(int place, Tensor plain) => classes.AreRows ? plain.Span : (_rows[place] ??= new(Site.Output)).Span;

        private ReadOnlySpan<float> Gathered(int place, Tensor tensor)
        {
            if (classes.AreRows) return tensor.Values;
            Span<float> rows = Rows(place, tensor);
            classes.Gather(Site.Scheduler, tensor.Values, rows);
            return rows;
        }
    }
}
