using System.CommandLine;
using ConvLens.Cli.Net;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Checkpoints;

namespace ConvLens.Cli.Options;

/// <summary><c>MODEL --weights FILE</c>: a network of the zoo and its parameters.</summary>
internal sealed class ModelSelection
{
    private const string Auto = "auto";
    private readonly Terminal _terminal;
    private readonly Argument<string> _model = new("MODEL") { Description = $"A network of the zoo: {string.Join(", ", ModelZoo.Names)}" };
    private readonly Option<string?> _weights = new("--weights")
    {
        HelpName = "FILE",
        Description = $"The network's parameters: .safetensors, PyTorch's .pth or NumPy's .npz; '{Auto}' for torchvision's published ones, downloaded once",
    };

    /// <summary>Adds the argument and the option to a command.</summary>
    public ModelSelection(Command command, Terminal terminal, bool needsWeights = true)
    {
        _terminal = terminal;
        _weights.Required = needsWeights;
        _model.CompletionSources.Add(_ => ModelZoo.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        _weights.CompletionSources.Add(_ => [new System.CommandLine.Completions.CompletionItem(Auto)]);
        command.Add(_model);
        command.Add(_weights);
    }

    /// <summary>The network.</summary>
    public Network Network(ParseResult parsed) => ModelZoo.Create(parsed.GetRequiredValue(_model));

    /// <summary>The weights' file as it was given, or the published file's name, or null.</summary>
    public string? WeightsPath(ParseResult parsed) => parsed.GetValue(_weights) is Auto ? Published(parsed) : parsed.GetValue(_weights);

    /// <summary>The parameters.</summary>
    /// <exception cref="UsageException">Published weights are asked for where there are none.</exception>
    public ParameterSet Parameters(ParseResult parsed, Network network)
    {
        string file = WeightsPath(parsed)!;
        return WeightsFile.Load(parsed.GetValue(_weights) is Auto ? PublishedWeights.FindAsync(_terminal, file, network).GetAwaiter().GetResult() : InputFile.Existing(_weights.Name, file), network);
    }

    private string Published(ParseResult parsed)
    {
        ZooModel model = ModelZoo.Find(parsed.GetRequiredValue(_model));
        return model.PublishedWeights ?? throw new UsageException($"--weights {Auto} needs a model with published weights, found '{model.Name}', which has none; pass a file");
    }
}
