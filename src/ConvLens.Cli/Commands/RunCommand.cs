using System.CommandLine;
using System.Text.Json.Nodes;
using ConvLens.Cli.Options;
using ConvLens.Compute.Scheduling;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Studies.Output;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens run MODEL</c>.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("run", "Forward pass; writes every output, and any node asked for, as arrays");
        ModelSelection model = new(command, terminal);
        InputSelection input = new(command, terminal, model);
        Option<string[]> nodes = new("--node") { HelpName = "GLOB", Description = "Also write these nodes to nodes/; * and ? match several" };
        Option<string> outDir = CommonOptions.Out("run");
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { nodes, outDir, threads, json }) command.Add(option);
        command.SetAction(parsed =>
        {
            Network network = model.Network(parsed);
            Node[] asked = [.. (parsed.GetValue(nodes) ?? []).SelectMany(network.Match).Distinct().OrderBy(node => node.Index)];
            var parameters = model.Parameters(parsed, network);
            NetworkInput inputs = input.Read(parsed, network);
            int batch = network.Inputs.Where(node => node.Layer is Input { Batched: true }).Select(node => inputs.Tensors[node.Name].Shape.N).FirstOrDefault(1);
            Trace trace = new Executor(network, batch, new Scheduler(parsed.GetValue(threads))).Forward(parameters, inputs.Tensors, until: [.. network.Outputs.Concat(asked).Select(node => node.Name)], keep: Retention.Asked);
            ResultFolder folder = new(parsed.GetRequiredValue(outDir), new("run", network.Name, 0, inputs.Describe(model.Describe(parsed))), saveArrays: true);
            JsonObject record = folder.NewRecord();
            record["outputs"] = Write(folder, trace, model.Outputs(network), "");
            record["nodes"] = Write(folder, trace, asked.Select(node => (node.Name, node.Name)), "nodes/");
            folder.Write("run.json", record);
            if (parsed.GetValue(json)) terminal.Output.Write(ResultFolder.ToText(record));
            else foreach (JsonNode? file in record["outputs"]!.AsArray().Concat(record["nodes"]!.AsArray())) terminal.Output.WriteLine(folder.PathOf(file!["file"]!.GetValue<string>()));
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonArray Write(ResultFolder folder, Trace trace, IEnumerable<(string Name, string Node)> nodes, string subfolder)
    {
        JsonArray written = [];
        foreach ((string name, string node) in nodes)
        {
            string file = $"{subfolder}{ResultFolder.FileNameOf(name)}.npy";
            folder.Write(file, trace[node]);
            written.Add(new JsonObject { ["name"] = name, ["file"] = file, ["shape"] = new JsonArray([.. trace[node].Shape.Select(extent => (JsonNode)extent)]) });
        }

        return written;
    }
}
