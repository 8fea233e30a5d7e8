using System.CommandLine;
using ConvLens.Cli.Options;
using ConvLens.Compute.Scheduling;
using ConvLens.Figures.Maps;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens activations MODEL</c>.</summary>
internal static class ActivationsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("activations", "A sheet of all maps of each layer, for one picture");
        ModelSelection model = new(command, terminal);
        InputSelection input = new(command, terminal, model);
        SheetCommand sheets = new(command);
        Option<int> threads = CommonOptions.Threads();
        command.Add(threads);
        command.SetAction(parsed =>
        {
            Network network = model.Network(parsed);
            IReadOnlyList<Node> nodes = sheets.Nodes(parsed, network);
            var parameters = model.Parameters(parsed, network);
            NetworkInput picture = input.ReadSingle(parsed, network);
            IReadOnlyList<FeatureMaps> maps = FeatureMapReader.Read(network, parameters, picture.First, nodes, new Scheduler(parsed.GetValue(threads)));
            return sheets.Write(terminal, parsed, network, picture.Describe(model.Describe(parsed)), maps.Select(map => FeatureMapFigure.Draw(map, sheets.FigureName(map.Node))));
        });
        return command;
    }
}
