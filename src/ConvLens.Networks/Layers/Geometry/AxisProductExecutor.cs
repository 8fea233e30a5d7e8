using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Weighs axes anew, one after the other, the outermost in memory first: their weights multiply.</summary>
internal sealed class AxisProductExecutor : LayerExecutor
{
    private readonly float _outside;
    private readonly (AxisWeights Weights, AxisWeights Back, int Inner)[] _passes;
    private readonly Tensor[] _between;

    /// <summary>An executor for the weights of each axis; null leaves it as it is.</summary>
    public AxisProductExecutor(LayerSite site, AxisWeights?[] axes, float outside = 0)
        : base(site)
    {
        _outside = outside;
        int[] strides = MemoryStrides.Of(site.Input), extents = [.. site.Input.AsEnumerable()];
        // Where extents are 1, strides may be equal, and then the order makes no difference to which numbers are neighbours.
        int[] changed = [.. Enumerable.Range(0, axes.Length).Where(axis => axes[axis] is not null).OrderByDescending(axis => strides[axis])];
        (_passes, _between) = (new (AxisWeights, AxisWeights, int)[changed.Length], new Tensor[Math.Max(0, changed.Length - 1)]);
        for (int pass = 0; pass < changed.Length; pass++)
        {
            AxisWeights weights = axes[changed[pass]]!;
            _passes[pass] = (weights, weights.Transpose(), MemoryStrides.Of(new(extents))[changed[pass]]);
            extents[changed[pass]] = site.Output[changed[pass]];
            if (pass < _between.Length) _between[pass] = new([new Shape(extents).Length]);
        }
    }

    public override void Forward(LayerFrame frame)
    {
        if (_passes.Length == 0) frame.Input.Values.CopyTo(frame.Output.Span);
        for (int pass = 0; pass < _passes.Length; pass++)
        {
            ReadOnlySpan<float> x = pass == 0 ? frame.Input.Values : _between[pass - 1].Values;
            Span<float> y = pass == _between.Length ? frame.Output.Span : _between[pass].Span;
            AxisProduct.Run(Site.Scheduler, _passes[pass].Weights, _passes[pass].Inner, x, y, _outside);
        }
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        if (inputSignals[0] is not { } dx) return;
        if (_passes.Length == 0) signal.Values.CopyTo(dx.Span);
        for (int pass = _passes.Length - 1; pass >= 0; pass--)
        {
            ReadOnlySpan<float> dy = pass == _between.Length ? signal.Values : _between[pass].Values;
            AxisProduct.Run(Site.Scheduler, _passes[pass].Back, _passes[pass].Inner, dy, pass == 0 ? dx.Span : _between[pass - 1].Span);
        }
    }
}
