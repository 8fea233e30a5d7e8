using ConvLens.Networks.Layers;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Backward;

/// <summary>The deconvnet's rectification [zeiler2014]: the signal itself goes through the rectifier; which units were active on the way up is ignored.</summary>
/// <remarks>For ReLU: max(signal, 0). A LeakyReLU scales negative signals by its slope. Any other layer: the plain gradient.</remarks>
public sealed record DeconvnetRule : BackwardRule
{
    /// <inheritdoc/>
    public override string Name => "deconvnet";

    /// <inheritdoc/>
    public override void Apply(LayerBackward layer)
    {
        if (layer.Node.Layer is not Rectifier rectifier) layer.Gradient(layer.Signal);
        else if (layer.InputSignals[0] is { } target) Elementwise.Relu.Forward(layer.Scheduler, rectifier.NegativeSlope, layer.Signal.Values, target.Span);
    }
}
