using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Optimizers;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>Which nodes a walk back passes, by which rules, and in which memory. Made once for what is asked; then walks take no memory.</summary>
internal sealed class BackwardPlan
{
    private readonly Workspace _workspace;
    private readonly ForwardPlan _forward;
    private readonly NodeNames _wanted;
    private readonly bool _parameters, _updates;
    private readonly RuleMap _rules;
    private readonly int[] _seeds;
    private readonly bool[] _readable;
    private readonly Tensor?[] _signals;
    private readonly List<BackwardStep> _steps = [];
    private readonly List<(string Parameter, Tensor Gradient)> _untouched = [];
    private Objective _objective;

    public BackwardPlan(Workspace workspace, ForwardPlan forward, Objective objective, RuleMap rules, IReadOnlyCollection<string>? wanted, bool parameters, bool updates)
    {
        (_workspace, _forward, _objective, _rules, _wanted, _parameters, _updates) = (workspace, forward, objective, rules, new(wanted), parameters, updates);
        Network network = workspace.Network;
        _seeds = SeedsOf(objective);
        bool[] asked = new bool[network.Nodes.Count];
        foreach (int index in wanted?.Select(name => network[name].Index) ?? (parameters ? [] : network.Inputs.Select(node => node.Index))) asked[index] = true;
        // In the network's order first, which is that of checkpoints.
        if (parameters)
            foreach (Node node in network.Nodes) workspace.Gradients(node);
        BackwardRule[] bound = rules.Bind(network);
        int[] takers = [.. network.Nodes.Select(node => Taker(node, asked, bound))];
        bool[] overwrites = [.. network.Nodes.Select(node => bound[node.Index] is GradientRule && forward.Frame(node.Index) is not null && workspace.Layer(node).OverwritesSignal)];
        BackwardRoute route = BackwardRoute.Of(workspace, forward, _seeds, asked, parameters, takers, overwrites);
        _readable = [.. asked.Zip(route.Reached, (one, other) => one && other)];
        (_signals, Tensor?[][] targets, (Tensor, Tensor)[][] additions) = route.Allocate(_workspace.Shapes, _readable);
        for (int i = 0; i < route.Nodes.Count; i++)
        {
            Node node = route.Nodes[i];
            if (parameters && bound[node.Index] is not GradientRule)
                throw new ArgumentException($"gradients to parameters need the plain gradient, {node} has the rule {bound[node.Index].Name}", nameof(rules));
            bool gradients = parameters && !(updates && workspace.Layer(node).StepsItself);
            Rectification? behind = Array.IndexOf(takers, node.Index) is >= 0 and var rectifier ? RectificationOf(network.Nodes[rectifier]) : null;
            LayerBackward layer = new(
                workspace.Scheduler, node, workspace.Layer(node), forward.Frame(node.Index)!, _signals[node.Index]!, behind, targets[i], gradients ? workspace.Gradients(node) : null);
            Reduce(node, targets[i], takers);
            _steps.Add(new(bound[node.Index], layer, workspace.TrainableParameters(node), additions[i]));
        }

        if (parameters) _untouched.AddRange(network.Nodes.Except(route.Nodes).SelectMany(node => workspace.TrainableParameters(node).Zip(workspace.Gradients(node))));
    }

    /// <summary>Gradients to parameters by full name; empty unless asked for.</summary>
    public IReadOnlyDictionary<string, Tensor> Parameters => _parameters ? _workspace.GradientsByName : NoGradients;

    private static IReadOnlyDictionary<string, Tensor> NoGradients { get; } = new Dictionary<string, Tensor>(StringComparer.Ordinal);

    /// <summary>Whether the plan serves a walk with another objective, too, and takes it over if so.</summary>
    public bool Serves(ForwardPlan forward, Objective objective, RuleMap rules, IReadOnlyCollection<string>? wanted, bool parameters, bool updates)
    {
        if (!ReferenceEquals(forward, _forward) || !ReferenceEquals(rules, _rules) || parameters != _parameters || updates != _updates || !_wanted.Are(wanted)) return false;
        if (!ReferenceEquals(objective, _objective) && !SeedsOf(objective).SequenceEqual(_seeds)) return false;
        _objective = objective;
        return true;
    }

    /// <summary>The signal of a node; null if it was not asked for or not reached.</summary>
    public Tensor? Signal(int node) => _readable[node] ? _signals[node] : null;

    /// <summary>Where an objective writes its part of the signal of a node that it names among its own; null for others.</summary>
    public Tensor? Seed(int node) => Array.IndexOf(_seeds, node) >= 0 ? _signals[node] : null;

    /// <summary>Makes room for the seeds.</summary>
    public void Clear()
    {
        foreach (int seed in _seeds) _signals[seed]!.Span.Clear();
    }

    /// <summary>Walks back; with an update, parameters follow their gradients on the way.</summary>
    public void Run(ParameterUpdate? update)
    {
        update?.Begin();
        foreach ((string parameter, Tensor gradient) in _untouched)
        {
            gradient.Span.Clear();
            update?.For(parameter).Run(_workspace.Scheduler, gradient.Values);
        }

        foreach (BackwardStep step in _steps) step.Run(_workspace.Scheduler, update);
    }

    /// <summary>Lets what a layer that left its output to this one sums up of the signal there be summed up as it is written, where this one writes all of it.</summary>
    private void Reduce(Node node, Tensor?[] targets, int[] takers)
    {
        if (_forward.Deferred(node.Index) is not { } before || !_workspace.Layer(before).SumsGoAlong || !_workspace.Layer(node).ReducesSignal) return;
        int input = node.Inputs[0];
        bool isWhole = targets[0] is { } target && ReferenceEquals(target, _signals[input]), reachesIt = input == before.Index || takers[input] == before.Index;
        _forward.Frame(node.Index)!.ReducesSignal = _forward.Frame(before.Index)!.IsSignalReduced = isWhole && reachesIt;
    }

    /// <summary>The node before a rectifier that hands signals down for it, where both have the plain gradient and nobody else sees what lies between; else −1.</summary>
    private int Taker(Node rectifier, bool[] asked, BackwardRule[] bound)
    {
        if (RectificationOf(rectifier) is null || bound[rectifier.Index] is not GradientRule) return -1;
        int before = rectifier.Inputs[0];
        bool hidden = _workspace.OnlyReaders[before] == rectifier.Index && !asked[before] && Array.IndexOf(_seeds, before) < 0;
        return hidden && bound[before] is GradientRule && _forward.Frame(before) is not null && _workspace.Layer(_workspace.Network.Nodes[before]).CanMask ? before : -1;
    }

    private static Rectification? RectificationOf(Node node) => node.Layer is Activation activation ? activation.Rectification : null;

    private int[] SeedsOf(Objective objective) => [.. objective.Nodes.Select(name => _workspace.Network[name].Index).Where(_forward.Needs).Distinct().Order()];
}
