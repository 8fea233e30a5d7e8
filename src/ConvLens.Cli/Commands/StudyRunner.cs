using System.Diagnostics;
using System.Text.Json.Nodes;
using ConvLens.Cli.Net;
using ConvLens.Cli.Progress;
using ConvLens.Studies.Output;
using ConvLens.Studies.Progress;
using ConvLens.Studies.Recipes;

namespace ConvLens.Cli.Commands;

/// <summary>What all long commands share: progress, the clock, and the last line.</summary>
internal static class StudyRunner
{
    /// <summary>Runs a study and says where its report lies.</summary>
    public static async Task<int> RunAsync(Terminal terminal, ResultFolder folder, string result, bool json, Func<IStudyProgress, Task<JsonObject>> study)
    {
        long start = Stopwatch.GetTimestamp();
        JsonObject record = await ConsoleProgress.WatchAsync(terminal, study);
        if (json) await terminal.Output.WriteAsync(ResultFolder.ToText(record));
        else await terminal.Output.WriteLineAsync(folder.PathOf(result));
        await terminal.Error.WriteLineAsync($"done in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        return ExitCode.Done;
    }

    /// <summary>The places where data may be.</summary>
    public static DataPlaces Places(Terminal terminal, string? data, Data.IFetcher fetcher) => new(
        data,
        terminal.Environment("CONVLENS_DATA"),
        UserCache.Folder,
        fetcher);
}
