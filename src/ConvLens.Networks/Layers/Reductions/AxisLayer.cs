using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Reductions;

/// <summary>A layer that makes one number of all along some axes.</summary>
public abstract record AxisLayer : Layer
{
    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <summary>The axes from 0, each once.</summary>
    private protected static int[] Resolve(IReadOnlyList<int>? axes, Shape input)
    {
        if (axes is null) return [.. Enumerable.Range(0, input.Rank)];
        int[] resolved = [.. axes.Select(axis => RequireAxis(axis, input))];
        return resolved.Distinct().Count() == resolved.Length ? resolved : throw new LayerShapeException($"its axes [{string.Join(", ", axes)}] must differ");
    }

    /// <summary>The input's shape with the axes at 1, or without them.</summary>
    private protected static Shape Reduced(Shape input, IReadOnlyCollection<int> axes, bool keepAxes)
    {
        IEnumerable<int> all = Enumerable.Range(0, input.Rank);
        int[] extents = [.. keepAxes ? all.Select(axis => axes.Contains(axis) ? 1 : input[axis]) : all.Where(axis => !axes.Contains(axis)).Select(axis => input[axis])];
        return new(extents);
    }
}
