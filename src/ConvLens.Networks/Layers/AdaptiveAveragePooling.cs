using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Networks.Layers;

/// <summary>Means over windows that cut a picture of any extent into a fixed number of rows and columns, as PyTorch cuts it: window i of n over H pixels is ⌊i · H / n⌋ … ⌈(i + 1) · H / n⌉ − 1.</summary>
/// <remarks>[N, C, H, W] to [N, C, Rows, Columns]. Neighbouring windows share a pixel where n does not divide H; where n is H, nothing changes.</remarks>
/// <param name="Rows">Rows of the output, at least 1.</param>
/// <param name="Columns">Columns of the output, at least 1.</param>
public sealed record AdaptiveAveragePooling(int Rows, int Columns) : Layer
{
    /// <inheritdoc/>
    public override string Kind => "adaptive_average_pooling";

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 4, "N×C×H×W");
        return Axes.ToShape([inputs[0].N, inputs[0].C, Rows, Columns]);
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) =>
        inputs[0] == output ? 0 : (long)output.N * output.C * Pixels(inputs[0].H, Rows) * Pixels(inputs[0].W, Columns);

    internal override LayerExecutor CreateExecutor(LayerSite site) =>
        new AxisProductExecutor(site, [null, null, Weights(site.Input.H, Rows), Weights(site.Input.W, Columns)]);

    private static long Pixels(int extent, int windows) => Enumerable.Range(0, windows).Sum(i => (long)Cut(i, extent, windows).Count);

    private static AxisWeights? Weights(int extent, int windows) => extent == windows ? null : new(extent, Enumerable.Range(0, windows).Select(i =>
    {
        (int first, int count) = Cut(i, extent, windows);
        return Enumerable.Range(first, count).Select(position => (position, 1.0 / count));
    }));

    private static (int First, int Count) Cut(int i, int extent, int windows)
    {
        int first = (int)((long)i * extent / windows), end = (int)((((i + 1L) * extent) + windows - 1) / windows);
        return (first, end - first);
    }
}
