using System.CommandLine;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Checkpoints;

namespace ConvLens.Cli.Options;

/// <summary><c>MODEL --weights FILE</c>: a network of the zoo and its parameters.</summary>
internal sealed class ModelSelection
{
    private readonly Argument<string> _model = new("MODEL") { Description = $"A network of the zoo: {string.Join(", ", ModelZoo.Names)}" };
    private readonly Option<string?> _weights = new("--weights") { HelpName = "FILE", Description = "The network's parameters: .safetensors, PyTorch's .pth or NumPy's .npz" };

    /// <summary>Adds the argument and the option to a command.</summary>
    public ModelSelection(Command command, bool needsWeights = true)
    {
        _weights.Required = needsWeights;
        _model.CompletionSources.Add(_ => ModelZoo.Names.Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        command.Add(_model);
        command.Add(_weights);
    }

    /// <summary>The network.</summary>
    public Network Network(ParseResult parsed) => ModelZoo.Create(parsed.GetRequiredValue(_model));

    /// <summary>The weights' file as it was given, or null.</summary>
    public string? WeightsPath(ParseResult parsed) => parsed.GetValue(_weights);

    /// <summary>The parameters.</summary>
    public ParameterSet Parameters(ParseResult parsed, Network network) => WeightsFile.Load(InputFile.Existing(_weights.Name, WeightsPath(parsed)!), network);
}
