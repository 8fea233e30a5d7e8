using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Optimization;
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

    /// <summary>Whether <see cref="Forward(LayerFrame, Rectification, Tensor?)"/> takes a rectification.</summary>
    public virtual bool CanRectify => false;

    /// <summary>Whether <see cref="Forward(LayerFrame, Rectification, Tensor?)"/> takes an addend.</summary>
    public virtual bool CanAdd => false;

    /// <summary>Whether <see cref="Backward(LayerFrame, Tensor, Rectification?, IReadOnlyList{Tensor?}, IReadOnlyList{Tensor}?)"/> takes a rectification.</summary>
    public virtual bool CanMask => false;

    /// <summary>Whether <see cref="Backward(LayerFrame, Tensor, IReadOnlyList{Tensor?}, IReadOnlyList{Tensor}?)"/> may write the signal of one input of the output's shape where the output's lies.</summary>
    public virtual bool OverwritesSignal => false;

    /// <summary>Whether the output may lie where the input does.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Whether the output may be some of the channels of a larger tensor, as <see cref="LayerFrame.OutputChannel"/> says.</summary>
    public virtual bool CanPlace => false;

    /// <summary>Whether the output may be left to the one layer that reads it, by <see cref="Defer"/>.</summary>
    public virtual bool CanDefer => false;

    /// <summary>Whether the first input may be one that another layer has left to this one, as <see cref="LayerFrame.Deferred"/> says.</summary>
    public virtual bool CanTakeDeferred => false;

    /// <summary>What the layer that an output was left to makes of this layer's input, which it reads instead. Valid until the next pass.</summary>
    public virtual RectifiedAffine Deferred => default;

    /// <summary>Whether what another layer sums up of the output in training, by <see cref="SumUpInput"/>, may be summed up as it is written: <see cref="LayerFrame.Reader"/> says of which.</summary>
    public virtual bool ReducesOutput => false;

    /// <summary>Whether what another layer sums up of the signal at the first input, by <see cref="SumUpSignal"/>, may be summed up as it is written.</summary>
    public virtual bool ReducesSignal => false;

    /// <summary>Whether <see cref="SumUpInput"/> and <see cref="SumUpSignal"/> are there, and go along with whoever writes.</summary>
    public virtual bool SumsGoAlong => false;

    /// <summary>What the layer sums up of its input in training; the sums are there when its own forward pass begins.</summary>
    /// <param name="input">Where the input will be.</param>
    public virtual BatchReduction SumUpInput(Tensor input) => throw new NotSupportedException($"node '{Site.Node}' sums nothing up");

    /// <summary>What the layer, after <see cref="Defer"/>, sums up of the signal at its output or behind the rectifier that it took in; the sums are there when its own walk back begins.</summary>
    /// <param name="signal">Where the signal will be.</param>
    public virtual BatchReduction SumUpSignal(Tensor signal) => throw new NotSupportedException($"node '{Site.Node}' sums nothing up");

    /// <summary>Writes the output.</summary>
    public abstract void Forward(LayerFrame frame);

    /// <summary>All of <see cref="Forward(LayerFrame, Rectification, Tensor?)"/> but to write the output.</summary>
    /// <param name="frame">The pass.</param>
    /// <param name="rectification">What the rectifier that follows does; by default nothing.</param>
    public virtual void Defer(LayerFrame frame, Rectification rectification) => throw new NotSupportedException($"node '{Site.Node}' writes its output itself");

    /// <summary>Writes what follows the output in one pass: the output, plus an addend where there is one, rectified.</summary>
    /// <param name="frame">The pass; its output is the one of the last layer taken in.</param>
    /// <param name="rectification">What the rectifier that follows does; by default nothing.</param>
    /// <param name="addend">The other side of an <see cref="Layers.Addition"/> that follows, of the output's shape and none of its memory; null for none.</param>
    /// <remarks>The same bits as the layers one after the other: each sum is finished before the addend comes.</remarks>
    public virtual void Forward(LayerFrame frame, Rectification rectification, Tensor? addend = null) =>
        throw new NotSupportedException($"node '{Site.Node}' cannot take in what follows it");

    /// <summary>Hands a signal at the output down by the plain gradient.</summary>
    /// <param name="frame">The pass.</param>
    /// <param name="signal">∂objective/∂output.</param>
    /// <param name="inputSignals">Where to write ∂objective/∂input, by input; null where nobody asks.</param>
    /// <param name="parameterGradients">Where to write ∂objective/∂parameter, in the layer's order; null when nobody asks.</param>
    public abstract void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients);

    /// <summary>Hands a signal down that lies behind a rectifier, which alone reads the output: as the rectifier and then this layer, with the same bits.</summary>
    /// <param name="frame">The pass.</param>
    /// <param name="signal">∂objective/∂rectifier's output.</param>
    /// <param name="rectification">What the rectifier did; null where there is none.</param>
    /// <param name="inputSignals">Where to write ∂objective/∂input, by input; null where nobody asks.</param>
    /// <param name="parameterGradients">Where to write ∂objective/∂parameter, in the layer's order; null when nobody asks.</param>
    public virtual void Backward(LayerFrame frame, Tensor signal, Rectification? rectification, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients) =>
        throw new NotSupportedException($"node '{Site.Node}' cannot take in the rectifier that follows it");

    /// <summary>Whether <see cref="BackwardAndStep"/> is there.</summary>
    public virtual bool StepsItself => false;

    /// <summary>As <see cref="Backward(LayerFrame, Tensor, IReadOnlyList{Tensor?}, IReadOnlyList{Tensor}?)"/>, but gradients go to the optimizer's steps as they come, and never lie in memory as a whole.</summary>
    /// <param name="frame">The pass.</param>
    /// <param name="signal">∂objective/∂output.</param>
    /// <param name="inputSignals">Where to write ∂objective/∂input, by the parameters as they were before the step.</param>
    /// <param name="steps">The steps of the trainable parameters, in the layer's order.</param>
    public virtual void BackwardAndStep(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<ParameterStep> steps) =>
        throw new NotSupportedException($"node '{Site.Node}' needs its gradients in memory");
}
