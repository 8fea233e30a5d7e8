using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>Which nodes a pass computes, in which order, together with which others, and in which memory. Made once for what is asked; then passes take no memory.</summary>
internal sealed class ForwardPlan
{
    private readonly Workspace _workspace;
    private readonly NodeNames _until;
    private readonly Retention _keep;
    private readonly List<ForwardStep> _steps = [];
    private readonly Tensor?[] _activations;
    private readonly LayerFrame?[] _frames;
    private readonly bool[] _kept, _needed;
    private readonly Dictionary<int, Placement> _placements = [];
    private readonly Dictionary<int, Node> _deferred = [], _reduced = [];
    private ParameterSet? _parameters;

    public ForwardPlan(Workspace workspace, IReadOnlyCollection<string>? until, Retention keep)
    {
        (_workspace, _until, _keep) = (workspace, new(until), keep);
        Network network = workspace.Network;
        int[] asked = [.. until?.Select(name => network[name].Index) ?? network.Outputs.Select(node => node.Index)];
        bool[] isAsked = new bool[network.Nodes.Count];
        foreach (int index in asked) isAsked[index] = true;
        _needed = until is null && keep != Retention.Asked ? [.. network.Nodes.Select(_ => true)] : workspace.AncestorsOf(asked);
        (_activations, _frames, _kept) = (new Tensor?[network.Nodes.Count], new LayerFrame?[network.Nodes.Count], [.. _needed]);
        Fusion[] fusions = [.. network.Nodes.Select(node => keep == Retention.Everything || !_needed[node.Index] ? Fusion.None : Fusion.Of(workspace, node, isAsked, _needed))];
        Dictionary<int, int> takers = [];
        foreach ((Fusion fusion, int taker) in fusions.Select((fusion, taker) => (fusion, taker)).Where(pair => !pair.fusion.IsNone))
        {
            takers[fusion.Last] = taker;
            _kept[taker] = false;
            if (fusion is { Addition: >= 0, Rectifier: >= 0 }) _kept[fusion.Addition] = false;
        }

        if (keep == Retention.Step)
            foreach (Node node in network.Nodes.Where(node => _needed[node.Index])) Defer(node, fusions[node.Index], isAsked);
        if (keep == Retention.Asked)
        {
            foreach (Node node in network.Nodes.Where(node => _needed[node.Index] && node.Layer is Concatenation)) Place(node, fusions, takers, isAsked);
            Share(takers, isAsked);
        }

        foreach (Node node in network.Nodes.Where(node => _needed[node.Index])) Reduce(node, fusions);
        foreach (Node node in network.Nodes)
            if (_needed[node.Index] && node.Layer is not Input && _frames[node.Index] is null) AddStep(node, fusions[node.Index]);
    }

    /// <summary>Whether a walk back may follow.</summary>
    public bool WalksBack => _keep != Retention.Asked;

    /// <summary>Whether that walk can only be a training step's.</summary>
    public bool OnlySteps => _keep == Retention.Step;

    public bool IsFor(IReadOnlyCollection<string>? until, Retention keep) => keep == _keep && _until.Are(until);

    public bool Has(int node) => _kept[node];

    public bool Needs(int node) => _needed[node];

    public Tensor Activation(int node) => _activations[node]!;

    /// <summary>What a node's executor saw; null for inputs and nodes that were not needed.</summary>
    public LayerFrame? Frame(int node) => _frames[node];

    /// <summary>The node that left its output to this one; null where none did.</summary>
    public Node? Deferred(int node) => _deferred.GetValueOrDefault(node);

    /// <summary>Puts what an input is fed in its place.</summary>
    public void Feed(int input, Tensor tensor)
    {
        if (ReferenceEquals(_activations[input], tensor)) return;
        _activations[input] = tensor;
        foreach (ForwardStep step in _steps) step.Feed(input, tensor);
    }

    /// <summary>Computes every step.</summary>
    public void Run(ParameterSet parameters, ForwardMode mode)
    {
        if (!ReferenceEquals(parameters, _parameters))
        {
            _parameters = null;
            foreach (ForwardStep step in _steps) step.Bind(parameters);
            _parameters = parameters;
        }

        foreach (ForwardStep step in _steps) step.Run(mode);
    }

    private void AddStep(Node node, Fusion fusion)
    {
        int last = fusion.IsNone ? node.Index : fusion.Last;
        bool defers = _deferred.ContainsValue(node);
        if (defers) _activations[last] = _activations[node.Inputs[0]];
        Tensor output = _activations[last] ??= _workspace.Activation(last);
        Tensor? addend = fusion.Addend < 0 ? null : _activations[fusion.Addend];
        LayerExecutor? deferred = _deferred.TryGetValue(node.Index, out Node? before) ? _workspace.Layer(before) : null;
        ForwardStep step = new(
            _workspace, node, [.. node.Inputs.Select(input => _activations[input]!)], output, WalksBack, fusion, addend, _placements.GetValueOrDefault(last).Channel, defers, deferred,
            _reduced.TryGetValue(node.Index, out Node? reader) ? _workspace.Layer(reader) : null, node.Inputs.Count > 0 && _reduced.TryGetValue(node.Inputs[0], out Node? reduced) && reduced == node);
        _steps.Add(step);
        _frames[node.Index] = step.Frame;
        // A rectifier's output has the signs of its input, which is all that its way down asks for; a sum's asks for nothing.
        if (fusion.Addition >= 0) TakeIn(fusion.Addition, [output, output], output);
        if (fusion.Rectifier >= 0) TakeIn(fusion.Rectifier, [output], output);
    }

    private void TakeIn(int index, Tensor[] inputs, Tensor output)
    {
        _ = _workspace.Layer(_workspace.Network.Nodes[index]);
        _frames[index] = new(inputs, output, [], WalksBack);
    }

    /// <summary>Lets a normalization, with the rectifier it takes in, leave its output to the one node that reads it, if that can make it: its memory is neither written nor read then.</summary>
    private void Defer(Node node, Fusion fusion, bool[] asked)
    {
        int last = fusion.IsNone ? node.Index : fusion.Last, reader = _workspace.OnlyReaders[last];
        if (node.Layer is Input || asked[last] || reader < 0 || !_needed[reader] || fusion.Addition >= 0 || !_workspace.Layer(node).CanDefer) return;
        // What a network is fed may lie elsewhere in the next pass.
        Network network = _workspace.Network;
        if (network.Nodes[node.Inputs[0]].Layer is Input || network.Nodes[reader].Inputs.Count != 1 || !_workspace.Layer(network.Nodes[reader]).CanTakeDeferred) return;
        _deferred[reader] = node;
        _kept[last] = false;
    }

    /// <summary>Lets what a layer sums up of its input in training be summed up as it is written, where the writer writes it alone and can.</summary>
    private void Reduce(Node node, Fusion[] fusions)
    {
        if (node.Layer is Input || !_workspace.Layer(node).SumsGoAlong) return;
        Node writer = _workspace.Network.Nodes[node.Inputs[0]];
        if (writer.Layer is not Input && fusions[writer.Index].IsNone && !_placements.ContainsKey(writer.Index) && _workspace.Layer(writer).ReducesOutput) _reduced.TryAdd(writer.Index, node);
    }

    /// <summary>Lets what a concatenation of channels joins be written right into it, where nobody else reads it and its writer can.</summary>
    private void Place(Node join, Fusion[] fusions, Dictionary<int, int> takers, bool[] asked)
    {
        if (_workspace.Shapes[join.Index] is not { Rank: 4 } shape || Axes.Resolve(((Concatenation)join.Layer).Axis, shape.Rank) != 1) return;
        int channel = 0;
        foreach (int input in join.Inputs)
        {
            Node writer = _workspace.Network.Nodes[takers.GetValueOrDefault(input, input)];
            if (_workspace.OnlyReaders[input] == join.Index && !asked[input] && writer.Layer is not Input && fusions[writer.Index].Addition < 0 && _workspace.Layer(writer).CanPlace)
            {
                _placements[input] = new(join.Index, channel);
                _kept[input] = false;
            }

            channel += _workspace.Shapes[input].C;
        }
    }

    /// <summary>Lays activations that nobody asked for over each other.</summary>
    /// <param name="takers">For each node that another takes in as its last, that other.</param>
    /// <param name="asked">Which nodes stay readable.</param>
    private void Share(Dictionary<int, int> takers, bool[] asked)
    {
        IReadOnlyList<Node> nodes = _workspace.Network.Nodes;
        MemoryPlan plan = new();
        List<int> owners = [];
        List<Node> shared = [];
        foreach (Node node in nodes)
        {
            int index = node.Index;
            if (!_kept[index] || node.Layer is Input) continue;
            if (IsInPlace(node, asked)) shared.Add(node);
            else
            {
                // What is taken in is written when the node that takes it in is.
                int first = node.Inputs.Where(_placements.ContainsKey).Append(index).Min(writer => takers.GetValueOrDefault(writer, writer));
                plan.Add(_workspace.Shapes[index], new(first, LastReader(index, asked)));
                owners.Add(index);
            }

            _kept[index] = asked[index];
        }

        foreach ((int owner, Tensor tensor) in owners.Zip(plan.Allocate())) _activations[owner] = tensor;
        foreach ((int part, Placement placement) in _placements) _activations[part] = _activations[placement.Join];
        foreach (Node node in shared) _activations[node.Index] = _activations[node.Inputs[0]];
    }

    /// <summary>Whether a node is computed in the memory of its input, which nobody else reads.</summary>
    private bool IsInPlace(Node node, bool[] asked)
    {
        int input = node.Inputs.Count == 1 ? node.Inputs[0] : -1;
        return input >= 0 && !asked[input] && _workspace.OnlyReaders[input] == node.Index && _workspace.Network.Nodes[input].Layer is not Input
            && _workspace.Shapes[input] == _workspace.Shapes[node.Index] && _workspace.Layer(node).WorksInPlace;
    }

    /// <summary>The last step that reads a node's memory, a node that is computed in it among them.</summary>
    private int LastReader(int index, bool[] asked)
    {
        if (asked[index]) return Lifetime.Forever;
        IEnumerable<Node> readers = _workspace.Network.Nodes.Where(reader => _needed[reader.Index] && reader.Inputs.Contains(index));
        return readers.Max(reader => IsInPlace(reader, asked) ? LastReader(reader.Index, asked) : reader.Index);
    }
}
