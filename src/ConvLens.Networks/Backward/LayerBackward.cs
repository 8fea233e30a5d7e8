using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Optimization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Backward;

/// <summary>What a rule sees of one layer during the reverse walk.</summary>
public sealed class LayerBackward
{
    private readonly LayerExecutor _executor;
    private readonly LayerFrame _frame;
    private readonly IReadOnlyList<Tensor>? _parameterGradients;
    private readonly Rectification? _rectification;

    internal LayerBackward(
        Scheduler scheduler, Node node, LayerExecutor executor, LayerFrame frame, Tensor signal, Rectification? rectification, IReadOnlyList<Tensor?> inputSignals,
        IReadOnlyList<Tensor>? parameterGradients)
    {
        (Scheduler, Node, Signal, InputSignals) = (scheduler, node, signal, inputSignals);
        (_executor, _frame, _rectification, _parameterGradients) = (executor, frame, rectification, parameterGradients);
    }

    /// <summary>Who works.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>The node and its layer.</summary>
    public Node Node { get; }

    /// <summary>The signal at the output, or behind the rectifier that the step takes in.</summary>
    public Tensor Signal { get; }

    /// <summary>Where to write the signal at each input; null where nobody asks.</summary>
    public IReadOnlyList<Tensor?> InputSignals { get; }

    /// <summary>Activations of the inputs.</summary>
    public IReadOnlyList<Tensor> Inputs => _frame.Inputs;

    /// <summary>The layer's own activation.</summary>
    public Tensor Output => _frame.Output;

    /// <summary>Hands a signal at the output down by the layer's plain gradient.</summary>
    public void Gradient(Tensor signal)
    {
        if (_rectification is null) _executor.Backward(_frame, signal, InputSignals, _parameterGradients);
        else _executor.Backward(_frame, signal, _rectification, InputSignals, _parameterGradients);
    }

    /// <summary>Hands the signal down by the plain gradient, and takes the optimizer's steps on the way.</summary>
    /// <param name="steps">The steps of the trainable parameters, in the layer's order.</param>
    internal void GradientAndStep(IReadOnlyList<ParameterStep> steps)
    {
        if (_executor.StepsItself)
        {
            _executor.BackwardAndStep(_frame, Signal, InputSignals, steps);
            return;
        }

        Gradient(Signal);
        for (int i = 0; i < steps.Count; i++) steps[i].Run(Scheduler, _parameterGradients![i].Values);
    }
}
