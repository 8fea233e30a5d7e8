using ConvLens.Networks.Layers;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Backward;

/// <summary>Guided backpropagation [springenberg2015]: a signal passes a rectifier where it is positive and the unit was active.</summary>
/// <remarks>Deconvnet's mask and the gradient's, both. For layers that are not rectifiers: the plain gradient.</remarks>
public sealed record GuidedRule : BackwardRule
{
    /// <inheritdoc/>
    public override string Name => "guided";

    /// <inheritdoc/>
    public override void Apply(LayerBackward layer)
    {
        layer.Gradient(layer.Signal);
        // Rectifying after the gradient is the same as before it: a rectifier's slope is never negative.
        if (layer.Node.Layer is Rectifier && layer.InputSignals[0] is { } target) Elementwise.Relu.Forward(layer.Scheduler, 0, target.Values, target.Span);
    }
}
