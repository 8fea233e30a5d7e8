using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Puts numbers back where max pooling found them, and zero elsewhere: inputs are the numbers and their indices, as <see cref="MaxPoolingIndices"/> counts them.</summary>
/// <remarks>Where an index comes twice the last number in row order stands; both get its signal, as in PyTorch.</remarks>
/// <param name="Spatial">The spatial extents that the indices count in: those of what was pooled.</param>
public sealed record MaxUnpooling(ValueList<int> Spatial) : Layer
{
    /// <summary>The output's spatial extents if they are larger: what was pooled stands in its first corner. Empty (default): the same.</summary>
    public ValueList<int> Output { get; init; }

    /// <inheritdoc/>
    public override string Kind => "max_unpooling";

    /// <inheritdoc/>
    public override (int Least, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        if (inputs[1] != input) throw new LayerShapeException("it needs as many indices as numbers, in the same shape");
        if (input.Rank != Spatial.Count + 2 || Spatial.Count is < 1 or > 3) throw new LayerShapeException($"it needs inputs N×C and {Spatial.Count} spatial axes, one to three");
        if (Output.Count > 0 && (Output.Count != Spatial.Count || Output.Zip(Spatial).Any(pair => pair.First < pair.Second))) throw new LayerShapeException($"its output {Output} must not be smaller than {Spatial}");
        return Axes.ToShape([input.N, input.C, .. (Output.Count > 0 ? Output : Spatial).Select(extent => (long)extent)]);
    }

    internal override LayerExecutor CreateExecutor(LayerSite site) => new MaxUnpoolingExecutor(site, new([site.Input.N, site.Input.C, .. Spatial]));
}
