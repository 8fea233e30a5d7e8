using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution.Plans;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Networks.Execution;

/// <summary>Runs one network at one batch size, forward and back, in memory that it takes once and uses again.</summary>
/// <remarks>
/// The first pass makes a plan of what is asked; passes that ask for the same follow it and take no memory. A trace or signals are valid until the next pass of the same executor;
/// older ones refuse to be read. Not for several threads at a time.
/// </remarks>
public sealed class Executor
{
    private readonly Workspace _workspace;
    private ForwardPlan? _forward;
    private BackwardPlan? _backward;

    /// <summary>An executor for batches of <paramref name="batch"/> samples.</summary>
    public Executor(Network network, int batch, Scheduler scheduler)
    {
        (Network, Batch) = (network, batch);
        _workspace = new(network, batch, scheduler);
    }

    /// <summary>The network it runs.</summary>
    public Network Network { get; }

    /// <summary>Samples in a batch.</summary>
    public int Batch { get; }

    /// <summary>What the last training pass saw of statistics that the trainer keeps running: full parameter name, value and momentum.</summary>
    public IReadOnlyList<(string Parameter, Tensor Observed, float Momentum)> Statistics => _workspace.Statistics;

    internal long Generation { get; private set; }

    internal long Walks { get; private set; }

    /// <summary>A forward pass of a network with one input.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="input">The batch, [N, C, H, W]. It is not copied: the trace reads it.</param>
    /// <param name="mode">Inference (default) or a training step.</param>
    /// <param name="until">The nodes asked for; only they and what they need is computed. Default: the outputs, and with them every node.</param>
    /// <param name="keep">What stays readable. Default: everything that is computed.</param>
    /// <exception cref="NetworkException">The input or a parameter does not fit.</exception>
    public Trace Forward(ParameterSet parameters, Tensor input, ForwardMode mode = default, IReadOnlyCollection<string>? until = null, Retention keep = Retention.Everything)
    {
        if (Network.Inputs.Count != 1) throw new NetworkException($"network '{Network.Name}' has {Network.Inputs.Count} inputs ({string.Join(", ", Network.Inputs.Select(node => node.Name))}), found 1");
        ForwardPlan plan = Plan(until, keep);
        if (plan.Needs(Network.Inputs[0].Index)) plan.Feed(Network.Inputs[0].Index, Fit(Network.Inputs[0], input));
        plan.Run(parameters, mode);
        return new(this, plan);
    }

    /// <summary>A forward pass of a network with any number of inputs, by node name.</summary>
    public Trace Forward(ParameterSet parameters, IReadOnlyDictionary<string, Tensor> inputs, ForwardMode mode = default, IReadOnlyCollection<string>? until = null, Retention keep = Retention.Everything)
    {
        ForwardPlan plan = Plan(until, keep);
        for (int i = 0; i < Network.Inputs.Count; i++)
        {
            Node node = Network.Inputs[i];
            if (!plan.Needs(node.Index)) continue;
            if (!inputs.TryGetValue(node.Name, out Tensor? input)) throw new NetworkException($"input '{node.Name}' of network '{Network.Name}' is missing, expected {_workspace.Shapes[node.Index]}");
            plan.Feed(node.Index, Fit(node, input));
        }

        plan.Run(parameters, mode);
        return new(this, plan);
    }

    /// <summary>The reverse walk: from the nodes that an objective reads to the nodes asked for.</summary>
    /// <param name="trace">The pass to go back over; it must be this executor's last, and have kept what a walk back needs.</param>
    /// <param name="objective">Seeds the walk with its gradient.</param>
    /// <param name="rules">How layers hand the signal down. Default: the plain gradient.</param>
    /// <param name="wanted">The nodes whose signal is asked for; no other stays readable. Default: the inputs, or none if gradients to parameters are asked for.</param>
    /// <param name="parameters">Whether gradients to the trainable parameters are asked for too. Default false.</param>
    /// <exception cref="ArgumentException">Gradients to parameters are asked for under rules other than the plain gradient.</exception>
    /// <exception cref="InvalidOperationException">The executor has run again since the trace was made, or the trace kept only what was asked for, or what a training step needs.</exception>
    public Signals Backward(Trace trace, Objective objective, RuleMap? rules = null, IReadOnlyCollection<string>? wanted = null, bool parameters = false) =>
        new(this, Walk(trace, objective, rules ?? RuleMap.Gradient, wanted, parameters, update: null));

    /// <summary>The reverse walk of a training step: the parameters of each layer take their step as soon as their gradient is complete.</summary>
    /// <remarks>The same bits as the gradients by <see cref="Backward"/> and a step with all of them, but gradients of large layers never lie in memory.</remarks>
    /// <param name="trace">The pass to go back over; it must be this executor's last, and have kept what a walk back or a step needs.</param>
    /// <param name="objective">Seeds the walk with its gradient; parameters go down its gradient, so it is the loss.</param>
    /// <param name="update">How parameters follow; those that the trace was made with.</param>
    /// <exception cref="InvalidOperationException">The executor has run again since the trace was made, or the trace kept only what was asked for.</exception>
    public void BackwardAndStep(Trace trace, Objective objective, ParameterUpdate update) => Walk(trace, objective, RuleMap.Gradient, wanted: null, parameters: true, update);

    private BackwardPlan Walk(Trace trace, Objective objective, RuleMap rules, IReadOnlyCollection<string>? wanted, bool parameters, ParameterUpdate? update)
    {
        trace.RequireCurrent();
        ForwardPlan forward = _forward!;
        if (!forward.WalksBack) throw new InvalidOperationException("the trace kept only the nodes asked for: a walk back needs Retention.Backward or Everything");
        if (forward.OnlySteps && update is null) throw new InvalidOperationException("the trace kept only what a training step needs: other walks back need Retention.Backward or Everything");
        Walks++;
        if (_backward is null || !_backward.Serves(forward, objective, rules, wanted, parameters, update is not null))
        {
            _backward = null;
            _backward = new(_workspace, forward, objective, rules, wanted, parameters, update is not null);
        }

        _backward.Clear();
        objective.Seed(trace, 1, new(this, trace, _backward));
        _backward.Run(update);
        return _backward;
    }

    internal LayerExecutor? Layer(int index) => _workspace.LayerOrNone(index);

    /// <summary>The last pass' plan if it serves, or a new one. Whatever happens next, older traces are no longer valid.</summary>
    private ForwardPlan Plan(IReadOnlyCollection<string>? until, Retention keep)
    {
        Generation++;
        if (_forward is not null && _forward.IsFor(until, keep)) return _forward;
        // The old plans' memory goes before the new one takes its own.
        (_forward, _backward) = (null, null);
        return _forward = new(_workspace, until, keep);
    }

    private Tensor Fit(Node node, Tensor input)
    {
        Shape expected = _workspace.Shapes[node.Index];
        return input.Shape == expected ? input : throw new NetworkException($"input '{node.Name}' of network '{Network.Name}' is {input.Shape}, expected {expected}");
    }
}
