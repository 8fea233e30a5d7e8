using System.Text.Json.Nodes;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>What was measured of a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Turns">Its turns, at least one.</param>
/// <param name="PeakMemoryBytes">Largest resident memory of the process so far: the job's own if it is the process' only one.</param>
internal sealed record JobResult(Job Job, int Threads, IReadOnlyList<Turn> Turns, long PeakMemoryBytes)
{
    /// <summary>One line of JSON; seconds to the microsecond, memory in units of 10⁶ bytes. The share of the peak is the median of the turns' shares.</summary>
    public string ToJson()
    {
        double[] seconds = [.. Turns.SelectMany(turn => turn.Seconds)];
        double median = Median.Of(seconds);
        return new JsonObject
        {
            ["job"] = Job.Name,
            ["seconds"] = Math.Round(median, 6),
            ["min"] = Math.Round(seconds.Min(), 6),
            ["max"] = Math.Round(seconds.Max(), 6),
            ["gflops"] = Math.Round(2e-9 * Turns[0].MultiplyAdds / median, 2),
            ["peakGflops"] = Math.Round(Median.Of(Turns.Select(turn => turn.PeakGflops)), 1),
            ["peakShare"] = Math.Round(Median.Of(Turns.Select(turn => turn.PeakShare)), 4),
            ["peakMemoryMB"] = Math.Round(PeakMemoryBytes / 1e6, 1),
            ["threads"] = Threads,
            ["batch"] = Job.Batch,
        }.ToJsonString();
    }
}
