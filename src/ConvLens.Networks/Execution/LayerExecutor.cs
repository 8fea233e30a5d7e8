using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Execution;

/// <summary>Runs one layer at one place; owns the layer's workspace and what its backward pass needs of the forward one.</summary>
internal abstract class LayerExecutor(LayerSite site)
{
    /// <summary>Shapes, name and scheduler.</summary>
    protected LayerSite Site { get; } = site;

    /// <summary>Where the last forward pass found its maxima, for pooling layers.</summary>
    public virtual (PoolingGeometry Geometry, Tensor Taps)? Switches => null;

    /// <summary>What the last training pass saw of statistics that the trainer keeps running: local parameter name and value.</summary>
    public virtual IEnumerable<(string Parameter, Tensor Observed, float Momentum)> Statistics => [];

    /// <summary>Whether <see cref="Forward(LayerFrame, float)"/> is there.</summary>
    public virtual bool CanRectify => false;

    /// <summary>Writes the output.</summary>
    public abstract void Forward(LayerFrame frame);

    /// <summary>Writes the output through a rectifier that follows, in one pass.</summary>
    public virtual void Forward(LayerFrame frame, float negativeSlope) => throw new NotSupportedException($"node '{Site.Node}' cannot take a rectifier in");

    /// <summary>Hands a signal at the output down by the plain gradient.</summary>
    /// <param name="frame">The pass.</param>
    /// <param name="signal">∂objective/∂output.</param>
    /// <param name="inputSignals">Where to write ∂objective/∂input, by input; null where nobody asks.</param>
    /// <param name="parameterGradients">Where to write ∂objective/∂parameter, in the layer's order; null when nobody asks.</param>
    public abstract void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients);
}
