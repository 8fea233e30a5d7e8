using System.CommandLine;
using System.Text.Json.Nodes;
using ConvLens.Cli.Options;
using ConvLens.Figures;
using ConvLens.Networks.Graph;
using ConvLens.Studies.Output;

namespace ConvLens.Cli.Commands;

/// <summary>What the commands that draw one sheet a layer share: their options, and the writing.</summary>
internal sealed class SheetCommand
{
    private readonly string _name;
    private readonly Option<string[]> _layers = new("--layer") { HelpName = "GLOB", Description = "Only these nodes; * and ? match several [default: all]" };
    private readonly Option<string> _out;
    private readonly Option<bool> _saveArrays = CommonOptions.SaveArrays(), _json = CommonOptions.Json();

    /// <summary>Adds the options to a command.</summary>
    public SheetCommand(Command command)
    {
        (_name, _out) = (command.Name, CommonOptions.Out(command.Name));
        foreach (Option option in new Option[] { _layers, _out, _saveArrays, _json }) command.Add(option);
    }

    /// <summary>The chosen nodes, in topological order.</summary>
    public IReadOnlyList<Node> Nodes(ParseResult parsed, Network network) =>
        parsed.GetValue(_layers) is { Length: > 0 } patterns ? [.. patterns.SelectMany(network.Match).Distinct().OrderBy(node => node.Index)] : network.Nodes;

    /// <summary>The file name of a node's sheet.</summary>
    public string FigureName(string node) => $"{_name}-{ResultFolder.FileNameOf(node).Replace('_', '-')}";

    /// <summary>Writes the sheets and says where they are.</summary>
    public int Write(Terminal terminal, ParseResult parsed, Network network, IReadOnlyDictionary<string, string> options, IEnumerable<SheetFigure> figures)
    {
        Provenance provenance = new(_name, network.Name, 0, options);
        ResultFolder folder = new(parsed.GetRequiredValue(_out), provenance, parsed.GetValue(_saveArrays));
        JsonArray files = [];
        foreach (SheetFigure figure in figures)
        {
            folder.Write(figure);
            files.Add($"{figure.Name}.png");
        }

        JsonObject record = folder.NewRecord();
        record["figures"] = files;
        if (parsed.GetValue(_json)) terminal.Output.Write(ResultFolder.ToText(record));
        else foreach (JsonNode? file in files) terminal.Output.WriteLine(folder.PathOf(file!.GetValue<string>()));
        return ExitCode.Done;
    }
}
