using System.CommandLine;
using System.Text.Json.Nodes;
using ConvLens.Cli.Options;
using ConvLens.Compute.Scheduling;
using ConvLens.Figures.Deconvnet;
using ConvLens.Insight.Deconvnet;
using ConvLens.Networks.Graph;
using ConvLens.Studies.Output;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens deconv MODEL</c>.</summary>
internal static class DeconvCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("deconv", "Project feature maps back to the input with a deconvnet (Zeiler and Fergus)");
        ModelSelection model = new(command, terminal);
        InputSelection input = new(command, terminal, model);
        Option<string> layer = new("--layer")
        {
            HelpName = "ADDRESS",
            Required = true,
            Description = "The maps to project: node for all of them, node:channel for one, node:channel,y,x for one unit. At a pooling node the way down begins with unpooling, as in the paper",
        };
        Option<string> mode = StartOption.Create(), outDir = CommonOptions.Out("deconv");
        Option<int> threads = CommonOptions.Threads();
        Option<bool> switches = new("--switches") { Description = "Also write where the last pooling up to the layer found its maxima, y·W + x, as switches.npy" };
        Option<bool> saveArrays = CommonOptions.SaveArrays(), json = CommonOptions.Json();
        foreach (Option option in new Option[] { layer, mode, switches, outDir, threads, saveArrays, json }) command.Add(option);
        command.SetAction(parsed =>
        {
            Network network = model.Network(parsed);
            UnitAddress address = UnitAddress.Parse(parsed.GetRequiredValue(layer), network);
            var parameters = model.Parameters(parsed, network);
            NetworkInput picture = input.ReadSingle(parsed, network);
            DeconvnetProjection projection = new DeconvnetProjector(network, parameters, new Scheduler(parsed.GetValue(threads)))
                .Project(picture.First, address, StartOption.Parse(parsed.GetRequiredValue(mode)));
            Provenance provenance = new("deconv", network.Name, 0, new Dictionary<string, string>(picture.Describe(model.Describe(parsed)), StringComparer.Ordinal)
            {
                ["layer"] = address.ToString(),
                ["mode"] = parsed.GetRequiredValue(mode),
            });
            ResultFolder folder = new(parsed.GetRequiredValue(outDir), provenance, parsed.GetValue(saveArrays));
            DeconvnetProjection shown = picture.Preprocessing is { } preprocessing
                ? projection with { Input = preprocessing.ToColours(projection.Input), Reconstructions = preprocessing.ToColourOrder(projection.Reconstructions) }
                : projection;
            JsonObject record = Write(folder, projection, shown, parsed.GetValue(switches));
            if (parsed.GetValue(json)) terminal.Output.Write(ResultFolder.ToText(record));
            else terminal.Output.WriteLine(folder.PathOf("deconv.png"));
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonObject Write(ResultFolder folder, DeconvnetProjection projection, DeconvnetProjection shown, bool switches)
    {
        if (switches && projection.Switches is null) throw new UsageException($"there are no switches to write: no pooling lies between the input and '{projection.Node}'");
        JsonObject record = folder.Write(DeconvnetFigure.Draw(projection, "deconv", $"What lit the maps of {projection.Node}", shown));
        record["startedAt"] = projection.Node;
        record["channels"] = new JsonArray([.. projection.Channels.Select(channel => (JsonNode)channel)]);
        record["peaks"] = new JsonArray([.. projection.Peaks.Select(peak => new JsonArray(peak.Y, peak.X))]);
        if (folder.SaveArrays) folder.Write("reconstructions.npy", projection.Reconstructions);
        if (switches && projection.Switches is { } found)
        {
            folder.Write("switches.npy", found.Shape, found.Positions);
            record["switchesOf"] = found.Node;
        }

        folder.Write("deconv.json", record);
        return record;
    }
}
