using System.CommandLine;
using System.Text.Json.Nodes;
using ConvLens.Cli.Options;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;
using ConvLens.Studies.Output;
using Spectre.Console;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens summary MODEL</c>.</summary>
internal static class SummaryCommand
{
    // Wide enough for every column where nobody's terminal limits it.
    private const int PipeWidth = 160;

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("summary", "Layers, shapes, parameters, multiply-adds and receptive fields");
        ModelSelection model = new(command, needsWeights: false);
        Option<bool> json = CommonOptions.Json();
        command.Add(json);
        command.SetAction(parsed =>
        {
            Network network = model.Network(parsed);
            if (model.WeightsPath(parsed) is not null) model.Parameters(parsed, network);
            NetworkSummary summary = NetworkSummary.Of(network);
            if (parsed.GetValue(json)) terminal.Output.Write(ResultFolder.ToText(ToJson(summary)));
            else Draw(terminal, summary);
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject ToJson(NetworkSummary summary) => new()
    {
        ["model"] = summary.Model,
        ["nodes"] = new JsonArray([.. summary.Nodes.Select(node => new JsonObject
        {
            ["name"] = node.Name,
            ["kind"] = node.Kind,
            ["inputs"] = new JsonArray([.. node.Inputs.Select(input => (JsonNode)input)]),
            ["outputShape"] = new JsonArray([.. node.OutputShape.Select(extent => (JsonNode)extent)]),
            ["parameters"] = node.Parameters,
            ["trainableParameters"] = node.TrainableParameters,
            ["multiplyAdds"] = node.MultiplyAdds,
            ["receptiveField"] = node.ReceptiveField is { } field ? new JsonArray(field.Rows, field.Columns) : null,
        })]),
        ["totals"] = new JsonObject { ["parameters"] = summary.Parameters, ["trainableParameters"] = summary.TrainableParameters, ["multiplyAdds"] = summary.MultiplyAdds },
        ["version"] = Provenance.Version,
    };

    private static void Draw(Terminal terminal, NetworkSummary summary)
    {
        Table table = new Table { Border = TableBorder.Simple, ShowFooters = true }
            .AddColumn(new TableColumn("node").Footer(summary.Model))
            .AddColumn("kind")
            .AddColumn("output shape")
            .AddColumn(new TableColumn("parameters").RightAligned().Footer($"{summary.Parameters:N0}"))
            .AddColumn(new TableColumn("multiply-adds").RightAligned().Footer($"{summary.MultiplyAdds:N0}"))
            .AddColumn(new TableColumn("sees").RightAligned());
        foreach (NodeSummary node in summary.Nodes)
            table.AddRow(
                Markup.Escape(node.Name), node.Kind, node.OutputShape.ToString(), $"{node.Parameters:N0}", $"{node.MultiplyAdds:N0}",
                node.ReceptiveField is { } field ? $"{field.Rows}×{field.Columns}" : "all");
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(terminal.Output), Ansi = AnsiSupport.No });
        console.Profile.Width = terminal.OutputWidth ?? PipeWidth;
        console.Write(table);
    }
}
