using ConvLens.Compute.Tensors;
using ConvLens.Files.Keras.Weights;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Shaping;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Keras.Import;

/// <summary>A network in the making: nodes, and the parameters that stand in the file.</summary>
internal sealed class KerasImport(string path, string name, KerasVariables variables, bool channelsFirst)
{
    private readonly NetworkBuilder _builder = new(name);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, Tensor>> _parameters = [];

    public string Path => path;

    public KerasVariables Variables => variables;

    /// <summary>Whether Keras' maps are [N, C, H, W], as ours are, and not [N, H, W, C].</summary>
    public bool ChannelsFirst => channelsFirst;

    /// <summary>Whether hard sigmoid is (x + 3) / 6, as since Keras 3, and not 0.2 x + 0.5.</summary>
    public bool NewHardSigmoid { get; init; }

    public KerasTensor AddInput(string wanted, Shape shape)
    {
        string node = FreeName(wanted);
        _builder.AddInput(node, shape);
        return new(node, shape);
    }

    /// <summary>Adds a node that needs no parameters but those given, in the layer's order.</summary>
    public KerasTensor Add(string wanted, Layer layer, IReadOnlyList<KerasTensor> inputs, params ReadOnlySpan<Tensor> parameters)
    {
        string node = FreeName(wanted);
        try
        {
            Shape[] shapes = [.. inputs.Select(input => input.Shape)];
            Shape shape = layer.InferShape(shapes);
            IReadOnlyList<ParameterSpec> specs = layer.ParametersFor(shapes);
            for (int i = 0; i < specs.Count; i++)
            {
                if (parameters[i].Shape != specs[i].Shape) throw new FileFormatException(path, $"'{specs[i].Name}' of layer {Excerpt.Of(node)} must be {specs[i].Shape}", $"{parameters[i].Shape}");
                _parameters.Add(new($"{node}.{specs[i].Name}", parameters[i]));
            }

            _builder.Add(node, layer, [.. inputs.Select(input => input.Node)]);
            return new(node, shape);
        }
        catch (Exception fault) when (fault is LayerShapeException or ArgumentException or NetworkException or OverflowException)
        {
            throw new FileFormatException(path, $"layer {Excerpt.Of(node)} ({layer.Kind}) must fit its input", $"{string.Join(" and ", inputs.Select(input => input.Shape))}: {OneLine(fault.Message)}", fault);
        }
    }

    /// <summary>The same numbers in Keras' order, so that they may be grouped anew.</summary>
    public KerasTensor InKerasOrder(KerasTensor x, string node)
    {
        Shape shape = x.Shape;
        if (x.Flattened is { } maps)
        {
            int pixels = shape.C / maps;
            KerasTensor unflattened = Add($"{node}.maps", new Unflatten(maps, 1, pixels), [x]);
            return Add($"{node}.pixels", new Flatten(), [Add($"{node}.transposed", new Transpose([0, 2, 3, 1]), [unflattened])]);
        }

        return channelsFirst || shape.Rank != 4 || shape.C == 1 || shape.H * shape.W == 1 ? x : Add($"{node}.transposed", new Transpose([0, 2, 3, 1]), [x]);
    }

    public (Network Network, ParameterSet Parameters) Build(IReadOnlyList<KerasTensor> outputs)
    {
        string[] nodes = [.. outputs.Select(output => (output.Flattened is null ? output : InKerasOrder(output, output.Node)).Node)];
        Network network = _builder.Build(nodes);
        ParameterSet parameters = new(_parameters);
        parameters.RequireFit(network);
        return (network, parameters);
    }

    private string FreeName(string wanted)
    {
        string free = wanted;
        for (int number = 2; !_names.Add(free); number++) free = $"{wanted}#{number}";
        return free;
    }

    private static string OneLine(string text) => text.Split('\r', '\n')[0];
}
