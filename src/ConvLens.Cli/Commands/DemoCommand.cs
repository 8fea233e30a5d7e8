using System.CommandLine;
using ConvLens.Cli.Options;
using ConvLens.Compute.Scheduling;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Demo;
using ConvLens.Studies.Output;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens demo</c>.</summary>
internal static class DemoCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Option<string> outDir = CommonOptions.Out("demo");
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> saveArrays = CommonOptions.SaveArrays(), json = CommonOptions.Json(), resume = CommonOptions.Resume();
        Command command = new("demo", "Generate pulse pictures, train a small network on them, and show what it learnt; needs nothing else") { outDir, seed, threads, saveArrays, json, resume };
        command.SetAction(async (parsed, cancellation) =>
        {
            ulong number = parsed.GetValue(seed);
            ResultFolder folder = new(parsed.GetRequiredValue(outDir), new("demo", DemoNet.Name, number, new Dictionary<string, string>(StringComparer.Ordinal)), parsed.GetValue(saveArrays));
            return await StudyRunner.RunAsync(terminal, folder, "report.html", parsed.GetValue(json), progress =>
                new DemoStudy(number, parsed.GetValue(resume), folder, progress, new Scheduler(parsed.GetValue(threads))).RunAsync(cancellation));
        });
        return command;
    }
}
