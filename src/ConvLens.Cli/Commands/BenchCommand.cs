using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ConvLens.Cli.Bench;
using ConvLens.Cli.Options;
using ConvLens.Compute.Scheduling;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Studies.Output;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens bench MODEL</c>.</summary>
internal static class BenchCommand
{
    private static readonly Dictionary<string, BenchPass> Passes = new(StringComparer.Ordinal)
    {
        ["forward"] = BenchPass.Forward,
        ["input-gradient"] = BenchPass.InputGradient,
        ["training"] = BenchPass.Training,
    };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("bench", "Times forward passes, input gradients or training steps on this machine");
        ModelSelection model = new(command, terminal, needsWeights: false);
        Option<string> pass = new("--pass") { Description = "Up to the outputs, also back to the pixels, or a step of Adam", DefaultValueFactory = _ => "forward" };
        pass.AcceptOnlyFromAmong([.. Passes.Keys]);
        Option<int> batch = CommonOptions.Number("--batch", 1, 1, "Samples of a pass");
        Option<int> runs = CommonOptions.Number("--runs", 0, 0, "Runs to take the median of; 0 for two seconds of them, 5 to 200");
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        foreach (Option option in new Option[] { pass, batch, runs, threads, json }) command.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            Network network = model.Network(parsed);
            ParameterSet parameters = model.HasParameters(parsed) ? model.Parameters(parsed, network) : ParameterSet.Initialize(network, 0);
            Scheduler scheduler = new(parsed.GetValue(threads));
            string name = parsed.GetRequiredValue(pass);
            PassRunner runner = new(network, parameters, Passes[name], parsed.GetValue(batch), scheduler);
            IReadOnlyList<double> seconds = PassTimer.Measure(runner.Run, parsed.GetValue(runs), cancellation);
            double median = (seconds[(seconds.Count - 1) / 2] + seconds[seconds.Count / 2]) / 2, gflops = 2e-9 * runner.MultiplyAdds / median;
            if (parsed.GetValue(json)) terminal.Output.Write(ResultFolder.ToText(ToJson(network, name, parsed.GetValue(batch), scheduler, seconds, median, gflops)));
            else terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{network.Name}, {name}, batch {parsed.GetValue(batch)}, {scheduler.Threads} {(scheduler.Threads == 1 ? "thread" : "threads")}, {scheduler.LaneBits}-bit lanes: {1e3 * median:0.000} ms, {gflops:0.0} GFLOP/s (median of {seconds.Count} runs, {1e3 * seconds[0]:0.000} to {1e3 * seconds[^1]:0.000} ms)"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static JsonObject ToJson(Network network, string pass, int batch, Scheduler scheduler, IReadOnlyList<double> seconds, double median, double gflops) => new()
    {
        ["model"] = network.Name,
        ["pass"] = pass,
        ["batch"] = batch,
        ["threads"] = scheduler.Threads,
        ["laneBits"] = scheduler.LaneBits,
        ["runs"] = seconds.Count,
        ["medianSeconds"] = median,
        ["minSeconds"] = seconds[0],
        ["maxSeconds"] = seconds[^1],
        ["gflops"] = gflops,
        ["version"] = Provenance.Version,
    };
}
