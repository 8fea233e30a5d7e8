using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>What a node computes: an immutable definition without parameters' values. Its executor is internal.</summary>
public abstract record Layer
{
    /// <summary>The layer's kind in the field's words, lower case: <c>convolution</c>, <c>relu</c>. Rule maps and summaries use it.</summary>
    public abstract string Kind { get; }

    /// <summary>Fewest and most inputs; one by default.</summary>
    public virtual (int Least, int Most) InputCount => (1, 1);

    /// <summary>The patch of its input that one output sees, along rows and columns; null if it sees everything.</summary>
    public virtual LocalWindow? Window => LocalWindow.Pixel;

    /// <summary>The output's shape.</summary>
    /// <exception cref="LayerShapeException">The layer cannot take these inputs; the message says what it needs.</exception>
    public abstract Shape InferShape(IReadOnlyList<Shape> inputs);

    /// <summary>The parameters for these inputs, in the field's order (weight, bias …); none by default.</summary>
    public virtual IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs) => [];

    /// <summary>Multiplications of a forward pass that come with an addition; 0 for layers that only move or compare numbers.</summary>
    public virtual long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => 0;

    internal abstract LayerExecutor CreateExecutor(LayerSite site);

    /// <summary>Refuses inputs of another rank.</summary>
    private protected static void RequireRank(Shape input, int rank, string order)
    {
        if (input.Rank != rank) throw new LayerShapeException($"it needs an input {order}");
    }

    /// <summary>Refuses a kernel, stride or dilation below 1.</summary>
    private protected static void RequirePositive(Extent extent, string what)
    {
        if (Math.Min(extent.Rows, extent.Columns) < 1) throw new LayerShapeException($"its {what} must be at least 1, found {extent}");
    }

    /// <summary>Refuses negative padding.</summary>
    private protected static void RequireNotNegative(Margins padding)
    {
        (int top, int left, int bottom, int right) = padding;
        if (Math.Min(Math.Min(top, left), Math.Min(bottom, right)) < 0) throw new LayerShapeException($"its padding must be at least 0, found {top}, {left}, {bottom}, {right}");
    }

    /// <summary>An axis counted from 0. Refuses one that the input has not.</summary>
    private protected static int RequireAxis(int axis, Shape input) =>
        axis >= -input.Rank && axis < input.Rank ? (axis + input.Rank) % input.Rank : throw new LayerShapeException($"it needs an input with an axis {axis}, found {input.Rank} axes");
}
