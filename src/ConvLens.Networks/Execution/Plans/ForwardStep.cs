using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>One node of a pass, together with those that it takes in.</summary>
/// <param name="workspace">Network and executors.</param>
/// <param name="node">The node.</param>
/// <param name="inputs">What it reads.</param>
/// <param name="output">What it writes.</param>
/// <param name="walksBack">Whether a walk back may follow.</param>
/// <param name="fusion">What it takes in.</param>
/// <param name="addend">The other side of a sum that it takes in.</param>
/// <param name="channel">The first of its channels in <paramref name="output"/>.</param>
/// <param name="defers">Whether it leaves its output to the layer that reads it.</param>
/// <param name="deferred">Who left its output to it, if anybody did.</param>
/// <param name="reader">Who sums its output up in training, if anybody does.</param>
/// <param name="isInputReduced">Whether its input is summed up for it in training.</param>
internal sealed class ForwardStep(
    Workspace workspace, Node node, Tensor[] inputs, Tensor output, bool walksBack, Fusion fusion, Tensor? addend, int channel, bool defers, LayerExecutor? deferred, LayerExecutor? reader, bool isInputReduced)
{
    private readonly LayerExecutor _executor = workspace.Layer(node);
    private readonly (string Name, Shape Shape)[] _specs =
        [.. node.Layer.ParametersFor(workspace.Network.InputShapes(node)).Select(spec => (node.ParameterName(spec.Name), spec.Shape))];

    private Tensor? _addend = addend;
    private Tensor[]? _parameters;
    private LayerFrame? _frame;

    public Node Node => node;

    public LayerFrame Frame => _frame ??= new(inputs, output, _parameters ??= new Tensor[_specs.Length], walksBack, channel, deferred, reader, isInputReduced);

    /// <summary>Puts what the network is fed in its place.</summary>
    public void Feed(int inputNode, Tensor tensor)
    {
        for (int i = 0; i < inputs.Length; i++)
            if (node.Inputs[i] == inputNode) inputs[i] = tensor;
        if (fusion.Addend == inputNode) _addend = tensor;
    }

    /// <summary>Fetches the node's parameters out of a set.</summary>
    /// <exception cref="NetworkException">One is missing or has another shape.</exception>
    public void Bind(ParameterSet parameters)
    {
        _ = Frame;
        for (int i = 0; i < _specs.Length; i++)
        {
            (string name, Shape shape) = _specs[i];
            Tensor tensor = parameters[name];
            _parameters![i] = tensor.Shape == shape ? tensor : throw new NetworkException($"parameter '{name}' is {tensor.Shape}, expected {shape}");
        }
    }

    /// <summary>Computes the node.</summary>
    public void Run(ForwardMode mode)
    {
        Frame.Mode = mode;
        if (defers) _executor.Defer(Frame, fusion.Rectification);
        else if (fusion.IsNone) _executor.Forward(Frame);
        else _executor.Forward(Frame, fusion.Rectification, _addend);
    }
}
