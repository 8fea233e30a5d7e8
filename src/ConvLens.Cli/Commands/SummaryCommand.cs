using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ConvLens.Cli.Options;
using ConvLens.Figures.Networks;
using ConvLens.Figures.Reports;
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
        Command command = new("summary", "Layers, shapes, parameters, multiply-adds and receptive fields; with --out also a page with the graph");
        ModelSelection model = new(command, terminal, needsWeights: false);
        Option<bool> json = CommonOptions.Json();
        Option<string> outDir = CommonOptions.Out("summary");
        (outDir.DefaultValueFactory, outDir.Description) = (null, "Folder for summary.html, a page with the graph drawn, and its parts");
        command.Add(outDir);
        command.Add(json);
        command.SetAction(parsed =>
        {
            Network network = model.Network(parsed);
            if (model.HasParameters(parsed)) model.Parameters(parsed, network);
            NetworkSummary summary = NetworkSummary.Of(network);
            if (parsed.GetValue(outDir) is { } folder) Write(new(folder, new("summary", network.Name, 0, model.Describe(parsed)), saveArrays: false), summary);
            if (parsed.GetValue(json)) terminal.Output.Write(ResultFolder.ToText(ToJson(summary)));
            else Draw(terminal, summary);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(ResultFolder folder, NetworkSummary summary)
    {
        folder.Write(NetworkReport.Graph(summary));
        folder.Write("summary.json", ToJson(summary));
        folder.WriteText("summary.html", HtmlReport.Render(NetworkReport.Of(summary)));
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
            ["trainable"] = node.TrainableParameters > 0,
            ["parameterShare"] = summary.ParameterShare(node.Parameters),
            ["multiplyAdds"] = node.MultiplyAdds,
            ["multiplyAddShare"] = summary.MultiplyAddShare(node.MultiplyAdds),
            ["receptiveField"] = node.ReceptiveField is { } field ? new JsonArray(field.Rows, field.Columns) : null,
        })]),
        ["kinds"] = new JsonArray([.. summary.Kinds.Select(kind => new JsonObject
        {
            ["kind"] = kind.Kind,
            ["nodes"] = kind.Nodes,
            ["parameters"] = kind.Parameters,
            ["trainableParameters"] = kind.TrainableParameters,
            ["parameterShare"] = summary.ParameterShare(kind.Parameters),
            ["multiplyAdds"] = kind.MultiplyAdds,
            ["multiplyAddShare"] = summary.MultiplyAddShare(kind.MultiplyAdds),
        })]),
        ["totals"] = new JsonObject { ["parameters"] = summary.Parameters, ["trainableParameters"] = summary.TrainableParameters, ["multiplyAdds"] = summary.MultiplyAdds },
        ["version"] = Provenance.Version,
    };

    private static void Draw(Terminal terminal, NetworkSummary summary)
    {
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(terminal.Output), Ansi = AnsiSupport.No });
        console.Profile.Width = terminal.OutputWidth ?? PipeWidth;
        console.Write(NodeTable(summary));
        console.Write(KindTable(summary));
    }

    private static Table NodeTable(NetworkSummary summary)
    {
        Table table = new Table { Border = TableBorder.Simple, ShowFooters = true }
            .AddColumn(new TableColumn("node").Footer(summary.Model))
            .AddColumn("kind")
            .AddColumn("output shape")
            .AddColumn(new TableColumn("parameters").RightAligned().Footer($"{summary.Parameters:N0}"))
            .AddColumn(new TableColumn("share").RightAligned())
            .AddColumn(new TableColumn("trainable").RightAligned().Footer($"{summary.TrainableParameters:N0}"))
            .AddColumn(new TableColumn("multiply-adds").RightAligned().Footer($"{summary.MultiplyAdds:N0}"))
            .AddColumn(new TableColumn("share").RightAligned())
            .AddColumn(new TableColumn("sees").RightAligned());
        foreach (NodeSummary node in summary.Nodes)
            table.AddRow(
                Markup.Escape(node.Name), node.Kind, node.OutputShape.ToString(), $"{node.Parameters:N0}", Percent(summary.ParameterShare(node.Parameters)), Trainable(node),
                $"{node.MultiplyAdds:N0}", Percent(summary.MultiplyAddShare(node.MultiplyAdds)), node.ReceptiveField is { } field ? field.Rows == 0 ? "none" : $"{field.Rows}×{field.Columns}" : "all");
        return table;
    }

    private static Table KindTable(NetworkSummary summary)
    {
        Table table = new Table { Border = TableBorder.Simple }
            .AddColumn("kind")
            .AddColumn(new TableColumn("nodes").RightAligned())
            .AddColumn(new TableColumn("parameters").RightAligned())
            .AddColumn(new TableColumn("share").RightAligned())
            .AddColumn(new TableColumn("multiply-adds").RightAligned())
            .AddColumn(new TableColumn("share").RightAligned());
        foreach (KindSummary kind in summary.Kinds)
            table.AddRow(kind.Kind, $"{kind.Nodes:N0}", $"{kind.Parameters:N0}", Percent(summary.ParameterShare(kind.Parameters)), $"{kind.MultiplyAdds:N0}", Percent(summary.MultiplyAddShare(kind.MultiplyAdds)));
        return table;
    }

    private static string Trainable(NodeSummary node) => node.Parameters == 0 ? "" : node.TrainableParameters == node.Parameters ? "yes" : node.TrainableParameters == 0 ? "no" : $"{node.TrainableParameters:N0}";

    private static string Percent(double share) => share == 0 ? "" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
