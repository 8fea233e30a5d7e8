using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Parameters;

namespace ConvLens.Networks.Execution;

/// <summary>Runs one network at one batch size, forward and back, in memory that it takes once and uses again.</summary>
/// <remarks>A trace or signals are valid until the next pass of the same executor; older ones refuse to be read. Not for several threads at a time.</remarks>
public sealed class Executor
{
    private readonly Scheduler _scheduler;
    private readonly IReadOnlyList<Shape> _shapes;
    private readonly LayerExecutor?[] _layers;
    private readonly Tensor?[] _activations, _signals;
    private readonly Dictionary<(int Node, int Occurrence), Tensor> _shared = [];
    private readonly LayerFrame?[] _frames;
    private readonly int[] _onlyReaders;
    private readonly Dictionary<string, Tensor> _gradients = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, Tensor> NoGradients = new(StringComparer.Ordinal);

    /// <summary>An executor for batches of <paramref name="batch"/> samples.</summary>
    public Executor(Network network, int batch, Scheduler scheduler)
    {
        (Network, Batch, _scheduler) = (network, batch, scheduler);
        _shapes = network.ShapesFor(batch);
        int count = network.Nodes.Count;
        (_layers, _frames) = (new LayerExecutor?[count], new LayerFrame?[count]);
        _onlyReaders = [.. network.Nodes.Select(OnlyReader)];
        (_activations, _signals) = (new Tensor?[count], new Tensor?[count]);
    }

    /// <summary>The network it runs.</summary>
    public Network Network { get; }

    /// <summary>Samples in a batch.</summary>
    public int Batch { get; }

    internal long Generation { get; private set; }

    internal long Walks { get; private set; }

    /// <summary>What the last training pass saw of statistics that the trainer keeps running: full parameter name, value and momentum.</summary>
    public IEnumerable<(string Parameter, Tensor Observed, float Momentum)> Statistics =>
        Network.Nodes.SelectMany(node => (_layers[node.Index]?.Statistics ?? []).Select(statistic => (node.ParameterName(statistic.Parameter), statistic.Observed, statistic.Momentum)));

    /// <summary>A forward pass of a network with one input.</summary>
    /// <param name="parameters">The network's parameters.</param>
    /// <param name="input">The batch, [N, C, H, W]. It is not copied: the trace reads it.</param>
    /// <param name="mode">Inference (default) or a training step.</param>
    /// <param name="until">The nodes asked for; only they and what they need is computed. Default: the outputs, and with them every node.</param>
    /// <param name="lean">Whether a node that was not asked for, and that only a rectifier reads, may be computed together with it and left out of the trace. Default false.</param>
    /// <exception cref="NetworkException">The input or a parameter does not fit.</exception>
    public Trace Forward(ParameterSet parameters, Tensor input, ForwardMode mode = default, IReadOnlyCollection<string>? until = null, bool lean = false)
    {
        if (Network.Inputs.Count != 1) throw new NetworkException($"network '{Network.Name}' has {Network.Inputs.Count} inputs ({string.Join(", ", Network.Inputs.Select(node => node.Name))}), found 1");
        return Forward(parameters, new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Network.Inputs[0].Name] = input }, mode, until, lean);
    }

    /// <summary>A forward pass of a network with any number of inputs, by node name.</summary>
    public Trace Forward(ParameterSet parameters, IReadOnlyDictionary<string, Tensor> inputs, ForwardMode mode = default, IReadOnlyCollection<string>? until = null, bool lean = false)
    {
        Generation++;
        int[] asked = [.. until?.Select(name => Network[name].Index) ?? Network.Outputs.Select(node => node.Index)];
        bool[] needed = until is null ? [.. Network.Nodes.Select(_ => true)] : AncestorsOf(asked), kept = [.. needed];
        Array.Clear(_frames);
        foreach (Node node in Network.Nodes)
        {
            int index = node.Index;
            if (!needed[index]) continue;
            if (node.Layer is Input) _activations[index] = Feed(node, inputs);
            else Compute(node, parameters, mode, lean && !asked.Contains(index) && _onlyReaders[index] is var reader and >= 0 && needed[reader] ? reader : null, kept);
        }

        return new(this, kept, needed);
    }

    /// <summary>The reverse walk: from the nodes that an objective reads to the nodes asked for.</summary>
    /// <param name="trace">The pass to go back over; it must be this executor's last.</param>
    /// <param name="objective">Seeds the walk with its gradient.</param>
    /// <param name="rules">How layers hand the signal down. Default: the plain gradient.</param>
    /// <param name="wanted">The nodes whose signal is asked for. Default: the inputs.</param>
    /// <param name="parameters">Whether gradients to the trainable parameters are asked for too. Default false.</param>
    /// <exception cref="ArgumentException">Gradients to parameters are asked for under rules other than the plain gradient.</exception>
    public Signals Backward(Trace trace, Objective objective, RuleMap? rules = null, IReadOnlyCollection<string>? wanted = null, bool parameters = false)
    {
        trace.RequireCurrent();
        Walks++;
        BackwardRule[] bound = (rules ?? RuleMap.Gradient).Bind(Network);
        SignalSeeds seeds = new(this, trace);
        objective.Seed(trace, 1, seeds);
        bool[] has = seeds.Seeded, wants = WantedBelow(wanted?.Select(name => Network[name].Index) ?? Network.Inputs.Select(node => node.Index), parameters && wanted is null, parameters);
        if (parameters) ClearGradients();
        for (int index = Network.Nodes.Count - 1; index >= 0; index--)
        {
            if (!has[index] || !wants[index] || _frames[index] is not { } frame) continue;
            Node node = Network.Nodes[index];
            if (parameters && bound[index] is not GradientRule) throw new ArgumentException($"gradients to parameters need the plain gradient, {node} has the rule {bound[index].Name}", nameof(rules));
            Tensor?[] targets = [.. node.Inputs.Select((input, place) => wants[input] ? Target(input, node.Inputs.Take(place).Count(other => other == input), has[input]) : null)];
            LayerBackward layer = new(_scheduler, node, _layers[index]!, frame, _signals[index]!, targets, parameters ? GradientsOf(node) : null);
            bound[index].Apply(layer);
            AddShared(node, targets, has);
        }

        return new(this, has, _signals, parameters ? _gradients : NoGradients);
    }

    internal Tensor Activation(int index) => _activations[index]!;

    internal LayerExecutor? Layer(int index) => _layers[index];

    internal Tensor SignalAt(int index) => _signals[index] ??= new(_shapes[index]);

    // The first signal of a node is written to its place; later ones, also those of the same reader, each to one of their own and then added.
    private Tensor Target(int index, int occurrence, bool has)
    {
        if (!has && occurrence == 0) return SignalAt(index);
        if (!_shared.TryGetValue((index, occurrence), out Tensor? shared)) _shared[(index, occurrence)] = shared = new(_shapes[index]);
        return shared;
    }

    private Tensor Feed(Node node, IReadOnlyDictionary<string, Tensor> inputs)
    {
        if (!inputs.TryGetValue(node.Name, out Tensor? input)) throw new NetworkException($"input '{node.Name}' of network '{Network.Name}' is missing, expected {_shapes[node.Index]}");
        return input.Shape == _shapes[node.Index] ? input : throw new NetworkException($"input '{node.Name}' of network '{Network.Name}' is {input.Shape}, expected {_shapes[node.Index]}");
    }

    private int OnlyReader(Node node)
    {
        Node[] readers = [.. Network.Nodes.Where(reader => reader.Inputs.Contains(node.Index)).Take(2)];
        return readers is [{ Layer: Activation { Rectification: not null }, Index: int reader }] ? reader : -1;
    }

    /// <summary>Runs a node; with a rectifier that alone reads it, and whose place it may take, in one pass that leaves only the rectifier's activation.</summary>
    private void Compute(Node node, ParameterSet parameters, ForwardMode mode, int? rectifier, bool[] kept)
    {
        int index = node.Index;
        if (_frames[index] is not null) return;
        _layers[index] ??= node.Layer.CreateExecutor(new(node.Name, [.. node.Inputs.Select(input => _shapes[input])], _shapes[index], _scheduler));
        Tensor[] own = [.. node.Layer.ParametersFor(Network.InputShapes(node)).Select(spec => Fit(parameters, node.ParameterName(spec.Name), spec.Shape))];
        bool fused = rectifier is not null && _layers[index]!.CanRectify;
        Tensor output = _activations[fused ? rectifier!.Value : index] ??= new(_shapes[index]);
        LayerFrame frame = _frames[index] = new([.. node.Inputs.Select(input => _activations[input]!)], output, own, mode);
        if (!fused)
        {
            _layers[index]!.Forward(frame);
            return;
        }

        Node reader = Network.Nodes[rectifier!.Value];
        _layers[index]!.Forward(frame, ((Activation)reader.Layer).Rectification!.Value);
        kept[index] = false;
        // A rectifier's output lies on the same side of its edges as its input, which is all that its way down asks for.
        _layers[reader.Index] ??= reader.Layer.CreateExecutor(new(reader.Name, [_shapes[index]], _shapes[index], _scheduler));
        _frames[reader.Index] = new([output], output, [], mode);
    }

    private static Tensor Fit(ParameterSet parameters, string name, Shape shape)
    {
        Tensor tensor = parameters[name];
        return tensor.Shape == shape ? tensor : throw new NetworkException($"parameter '{name}' is {tensor.Shape}, expected {shape}");
    }

    private bool[] AncestorsOf(IEnumerable<int> nodes)
    {
        bool[] needed = new bool[Network.Nodes.Count];
        foreach (int node in nodes) needed[node] = true;
        for (int index = needed.Length - 1; index >= 0; index--)
            if (needed[index])
                foreach (int input in Network.Nodes[index].Inputs) needed[input] = true;
        return needed;
    }

    // A node's signal is wanted if it was asked for, or if something below it was.
    private bool[] WantedBelow(IEnumerable<int> nodes, bool parametersOnly, bool parameters)
    {
        bool[] wants = new bool[Network.Nodes.Count];
        if (!parametersOnly)
            foreach (int node in nodes) wants[node] = true;
        foreach (Node node in Network.Nodes)
            wants[node.Index] |= node.Inputs.Any(input => wants[input]) || (parameters && node.Layer.ParametersFor(Network.InputShapes(node)).Count > 0);
        return wants;
    }

    private void AddShared(Node node, Tensor?[] targets, bool[] has)
    {
        for (int place = 0; place < targets.Length; place++)
        {
            int input = node.Inputs[place];
            if (targets[place] is { } target && !ReferenceEquals(target, _signals[input])) Arithmetic.AddScaled(_scheduler, 1, target.Values, SignalAt(input).Span);
            has[input] |= targets[place] is not null;
        }
    }

    private void ClearGradients()
    {
        foreach (Node node in Network.Nodes)
            foreach (Tensor gradient in GradientsOf(node)) gradient.Span.Clear();
    }

    private Tensor[] GradientsOf(Node node) =>
        [.. node.Layer.ParametersFor(Network.InputShapes(node)).Where(spec => spec.Trainable).Select(spec =>
        {
            string name = node.ParameterName(spec.Name);
            if (!_gradients.TryGetValue(name, out Tensor? gradient)) _gradients[name] = gradient = new(spec.Shape);
            return gradient;
        })];
}
