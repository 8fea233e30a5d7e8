using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Execution;

/// <summary>What a layer's executor sees of one pass.</summary>
/// <param name="Inputs">Activations of the nodes it reads.</param>
/// <param name="Output">Its own activation.</param>
/// <param name="Parameters">Its parameters in the layer's order.</param>
/// <param name="Mode">Inference or a training step.</param>
internal sealed record LayerFrame(IReadOnlyList<Tensor> Inputs, Tensor Output, IReadOnlyList<Tensor> Parameters, ForwardMode Mode)
{
    /// <summary>The activation of the first input.</summary>
    public Tensor Input => Inputs[0];
}
