using ConvLens.Compute.Tensors;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Keras.Config;
using ConvLens.Files.Keras.Weights;
using ConvLens.Networks.Layers;

namespace ConvLens.Files.Keras.Import;

/// <summary>One use of a layer: what its translation needs to know.</summary>
/// <param name="Import">The network in the making.</param>
/// <param name="Definition">The layer.</param>
/// <param name="Inputs">What it reads.</param>
internal sealed record LayerCall(KerasImport Import, KerasLayer Definition, IReadOnlyList<KerasTensor> Inputs)
{
    public KerasConfig Config { get; } = new(Import.Path, Definition.Title, Definition.Options);

    public string Name => Definition.Name;

    /// <summary>The only input.</summary>
    public KerasTensor Input => Inputs is [var only] ? only : throw Fault("one input", $"{Inputs.Count}");

    /// <summary>The only input, which must be maps.</summary>
    public KerasTensor Maps => Input is { Shape.Rank: 4 } maps ? maps : throw Fault("maps N×C×H×W as its input", $"{Input.Shape}");

    /// <summary>Adds the layer's own node.</summary>
    public KerasTensor Add(Layer layer, params ReadOnlySpan<Tensor> parameters) => Import.Add(Name, layer, Inputs, parameters);

    /// <summary>Adds a node behind (or before) the layer's own.</summary>
    public KerasTensor AddPart(string part, Layer layer, KerasTensor input, params ReadOnlySpan<Tensor> parameters) => Import.Add($"{Name}.{part}", layer, [input], parameters);

    /// <summary>A variable that the layer may have.</summary>
    public Hdf5Dataset? Find(string local) => Import.Variables.Find(Name, local)?.Data;

    /// <summary>A variable that the layer must have, by the first of these names that is there.</summary>
    public Hdf5Dataset Variable(params string[] locals) => locals.Select(Find).OfType<Hdf5Dataset>().FirstOrDefault()
        ?? throw new FileFormatException(Import.Path, $"{Definition.Title} must have a variable '{locals[0]}'", "none");

    /// <summary>Kernel and bias as parameters.</summary>
    public Tensor[] WithBias(Tensor weight) => UsesBias ? [weight, KerasLayout.Plain(Variable("bias"))] : [weight];

    public bool UsesBias => Config.Flag("use_bias", true);

    /// <summary>The axis of ours that is Keras' axis of maps or vectors, batch included; negative ones count from the end.</summary>
    public int AxisOf(int kerasAxis, int rank)
    {
        int axis = kerasAxis < 0 ? kerasAxis + rank : kerasAxis;
        if (axis < 0 || axis >= rank) throw Fault($"an axis of its {rank}", $"{kerasAxis}");
        return rank != 4 || Import.ChannelsFirst ? axis : axis switch { 0 => 0, 3 => 1, _ => axis + 1 };
    }

    public FileFormatException Fault(string expected, string found) => new(Import.Path, $"{Definition.Title} must have {expected}", found);
}
