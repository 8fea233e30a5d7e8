using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Execution;

/// <summary>What a layer's executor sees of one pass. Made once for a plan and filled in for every pass.</summary>
/// <param name="inputs">Activations of the nodes it reads.</param>
/// <param name="output">Its own activation.</param>
/// <param name="parameters">Its parameters in the layer's order.</param>
/// <param name="walksBack">Whether a walk back may follow the pass.</param>
/// <param name="outputChannel">The first of its channels in <paramref name="output"/>.</param>
/// <param name="deferred">Who left its output to this layer, if anybody did.</param>
/// <param name="reader">Who sums the output up in training as it is written, if anybody does.</param>
/// <param name="isInputReduced">Whether the input is summed up in training as it is written.</param>
internal sealed class LayerFrame(
    IReadOnlyList<Tensor> inputs, Tensor output, IReadOnlyList<Tensor> parameters, bool walksBack, int outputChannel = 0, LayerExecutor? deferred = null, LayerExecutor? reader = null, bool isInputReduced = false)
{
    /// <summary>Activations of the nodes it reads.</summary>
    public IReadOnlyList<Tensor> Inputs => inputs;

    /// <summary>The activation of the first input.</summary>
    public Tensor Input => inputs[0];

    /// <summary>The layer before, where that left its output to this one: then <see cref="Input"/> is that layer's input, of which this one makes what it reads.</summary>
    public LayerExecutor? Deferred => deferred;

    /// <summary>A layer behind this one that sums the output up in training, as this one writes it.</summary>
    public LayerExecutor? Reader => reader;

    /// <summary>Whether the layer before takes this one's <see cref="LayerExecutor.SumUpInput"/> along in training.</summary>
    public bool IsInputReduced => isInputReduced;

    /// <summary>Whether, on a walk back, this layer takes the <see cref="LayerExecutor.SumUpSignal"/> of <see cref="Deferred"/> along.</summary>
    public bool ReducesSignal { get; set; }

    /// <summary>Whether, on a walk back, the layer that reads the output takes this one's <see cref="LayerExecutor.SumUpSignal"/> along.</summary>
    public bool IsSignalReduced { get; set; }

    /// <summary>Its own activation, or one that it is a part of.</summary>
    public Tensor Output => output;

    /// <summary>The first of its channels in <see cref="Output"/>: other than 0 only where a layer writes right into what it is joined to.</summary>
    public int OutputChannel => outputChannel;

    /// <summary>Its parameters in the layer's order.</summary>
    public IReadOnlyList<Tensor> Parameters => parameters;

    /// <summary>Inference or a training step.</summary>
    public ForwardMode Mode { get; set; }

    /// <summary>Whether a walk back may follow; if not, nothing need be remembered for it.</summary>
    public bool WalksBack => walksBack;
}
