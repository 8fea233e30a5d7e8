using System.CommandLine;
using ConvLens.Cli.Net;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Pictures;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Checkpoints;
using ConvLens.Studies.Models;

namespace ConvLens.Cli.Options;

/// <summary><c>MODEL --weights FILE</c>: a file that holds a whole model, or a network of the zoo with its parameters in a file.</summary>
internal sealed class ModelSelection
{
    private const string Auto = "auto";
    private readonly Terminal _terminal;
    private readonly bool _needsWeights;
    private readonly Argument<string> _model = new("MODEL") { Description = $"A file, ONNX or Keras' .h5, or a network of the zoo: {string.Join(", ", ModelZoo.Names)}" };
    private readonly Option<string[]> _shapes = new("--shape")
    {
        HelpName = "[NAME=]N,C,H,W",
        Description = "The shape of an input, where the file leaves more open than the batch, or of the pictures that a network of the zoo is made for",
    };

    private OpenedModel? _file;
    private readonly Option<string?> _weights = new("--weights")
    {
        HelpName = "FILE",
        Description = $"The network's parameters: .safetensors, PyTorch's .pth, NumPy's .npz or Keras' .h5; '{Auto}' for torchvision's published ones, downloaded once",
    };

    /// <summary>Adds the argument and the option to a command.</summary>
    public ModelSelection(Command command, Terminal terminal, bool needsWeights = true)
    {
        _terminal = terminal;
        _needsWeights = needsWeights;
        _model.CompletionSources.Add(_ => ModelZoo.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        _weights.CompletionSources.Add(_ => [new System.CommandLine.Completions.CompletionItem(Auto)]);
        command.Add(_model);
        command.Add(_weights);
        command.Add(_shapes);
        command.Validators.Add(result =>
        {
            if (_needsWeights && result.GetResult(_weights) is null && result.GetValue(_model) is { } model && !ModelFile.IsPath(model)) result.AddError($"Option '{_weights.Name}' is required for networks of the zoo");
        });
    }

    /// <summary>The network. A file is read once, with its parameters.</summary>
    public Network Network(ParseResult parsed)
    {
        string model = parsed.GetRequiredValue(_model);
        IReadOnlyDictionary<string, Shape> shapes = InputShapes.Parse(_shapes.Name, parsed.GetValue(_shapes) ?? []);
        if (!ModelFile.IsPath(model)) return OfZoo(ModelZoo.Find(model), shapes);
        _file ??= ModelFile.Read(InputFile.Existing("MODEL", model), shapes);
        return _file.Network;
    }

    /// <summary>What results record of the model: its file, if it is one, and that of its weights.</summary>
    public Dictionary<string, string> Describe(ParseResult parsed)
    {
        Dictionary<string, string> options = new(StringComparer.Ordinal);
        if (ModelFile.IsPath(parsed.GetRequiredValue(_model))) options["model"] = parsed.GetRequiredValue(_model);
        if (WeightsPath(parsed) is { } weights) options["weights"] = weights;
        if (parsed.GetValue(_shapes) is { Length: > 0 } shapes) options["shape"] = string.Join(' ', shapes);
        return options;
    }

    /// <summary>The names of the model's outputs and the nodes that make them.</summary>
    public IReadOnlyList<(string Name, string Node)> Outputs(Network network) => _file?.Outputs ?? [.. network.Outputs.Select(node => (node.Name, node.Name))];

    /// <summary>How pictures are prepared if nobody says: as torchvision does for its networks, otherwise to 0 to 1.</summary>
    public Preprocessing UsualPreprocessing(ParseResult parsed) => parsed.GetRequiredValue(_model) switch
    {
        var model when ModelFile.IsPath(model) || ModelZoo.Find(model).PublishedWeights is null => Preprocessing.Unit,
        // Their published weights come from TensorFlow, which was fed pixels in ±1.
        GoogLeNet.Name or InceptionV3.Name => Preprocessing.Parse("imagenet mean=0.5 std=0.5"),
        _ => Preprocessing.ImageNet,
    };

    /// <summary>Whether there are parameters: given by --weights, or in the model's file.</summary>
    public bool HasParameters(ParseResult parsed) => WeightsPath(parsed) is not null || ModelFile.IsPath(parsed.GetRequiredValue(_model));

    /// <summary>The weights' file as it was given, or the published file's name, or null.</summary>
    public string? WeightsPath(ParseResult parsed) => parsed.GetValue(_weights) is Auto ? Published(parsed) : parsed.GetValue(_weights);

    /// <summary>The parameters: those of --weights, or else of the model's file, which <see cref="Network"/> has read.</summary>
    /// <exception cref="UsageException">Published weights are asked for where there are none.</exception>
    public ParameterSet Parameters(ParseResult parsed, Network network)
    {
        if (WeightsPath(parsed) is not { } file) return _file!.Parameters;
        return WeightsFile.Load(parsed.GetValue(_weights) is Auto ? PublishedWeights.FindAsync(_terminal, file, network).GetAwaiter().GetResult() : InputFile.Existing(_weights.Name, file), network);
    }

    private static Network OfZoo(ZooModel model, IReadOnlyDictionary<string, Shape> shapes)
    {
        Network usual = model.Create();
        if (shapes.Count == 0) return usual;
        Shape shape = shapes.Values.First(), own = usual.Shapes[usual.Inputs[0].Index];
        if (shapes.Count > 1 || shape.Rank != 4 || shape.C != own.C) throw new UsageException($"--shape of '{model.Name}' must be N,{own.C},ROWS,COLUMNS, found {string.Join(' ', shapes.Values)}");
        return model.Create(new(shape.H, shape.W));
    }

    private string Published(ParseResult parsed)
    {
        ZooModel model = ModelZoo.Find(parsed.GetRequiredValue(_model));
        return model.PublishedWeights ?? throw new UsageException($"--weights {Auto} needs a model with published weights, found '{model.Name}', which has none; pass a file");
    }
}
