using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>What all passes of one executor share: shapes, layers' executors, the memory of activations that stay readable, gradients to parameters.</summary>
internal sealed class Workspace
{
    private readonly LayerExecutor?[] _layers;
    private readonly Tensor?[] _activations;
    private readonly Tensor[]?[] _gradients;
    private readonly Dictionary<string, Tensor> _gradientsByName = new(StringComparer.Ordinal);
    private IReadOnlyList<(string Parameter, Tensor Observed, float Momentum)>? _statistics;

    public Workspace(Network network, int batch, Scheduler scheduler)
    {
        (Network, Scheduler, Shapes) = (network, scheduler, network.ShapesFor(batch));
        int count = network.Nodes.Count;
        (_layers, _activations, _gradients) = (new LayerExecutor?[count], new Tensor?[count], new Tensor[]?[count]);
        OnlyReaders = new int[count];
        Array.Fill(OnlyReaders, -1);
        int[] readers = new int[count];
        foreach (Node node in network.Nodes)
            foreach (int input in node.Inputs) OnlyReaders[input] = readers[input]++ == 0 ? node.Index : -1;
    }

    public Network Network { get; }

    public Scheduler Scheduler { get; }

    public IReadOnlyList<Shape> Shapes { get; }

    /// <summary>The one place that reads a node, by index; −1 if there is none or several.</summary>
    public int[] OnlyReaders { get; }

    /// <summary>Gradients to parameters by full name.</summary>
    public IReadOnlyDictionary<string, Tensor> GradientsByName => _gradientsByName;

    /// <summary>Statistics of all layers that have run.</summary>
    public IReadOnlyList<(string Parameter, Tensor Observed, float Momentum)> Statistics =>
        _statistics ??= [.. Network.Nodes.SelectMany(node => (_layers[node.Index]?.Statistics ?? []).Select(statistic => (node.ParameterName(statistic.Parameter), statistic.Observed, statistic.Momentum)))];

    public LayerExecutor? LayerOrNone(int index) => _layers[index];

    public LayerExecutor Layer(Node node)
    {
        if (_layers[node.Index] is { } layer) return layer;
        _statistics = null;
        return _layers[node.Index] = node.Layer.CreateExecutor(new(node.Name, [.. node.Inputs.Select(input => Shapes[input])], Shapes[node.Index], Scheduler));
    }

    /// <summary>A node's own memory, which no other node uses.</summary>
    public Tensor Activation(int index) => _activations[index] ??= new(Shapes[index]);

    /// <summary>Where the gradients of a node's trainable parameters go.</summary>
    public Tensor[] Gradients(Node node) =>
        _gradients[node.Index] ??= [.. node.Layer.ParametersFor(Network.InputShapes(node)).Where(spec => spec.Trainable).Select(spec => _gradientsByName[node.ParameterName(spec.Name)] = new(spec.Shape))];

    /// <summary>The nodes given and all that they need.</summary>
    public bool[] AncestorsOf(IEnumerable<int> nodes)
    {
        bool[] needed = new bool[Network.Nodes.Count];
        foreach (int node in nodes) needed[node] = true;
        for (int index = needed.Length - 1; index >= 0; index--)
            if (needed[index])
                foreach (int input in Network.Nodes[index].Inputs) needed[input] = true;
        return needed;
    }
}
