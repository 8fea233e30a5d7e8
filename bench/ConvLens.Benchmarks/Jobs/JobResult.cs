using System.Text.Json.Nodes;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>What was measured of a job.</summary>
/// <param name="Job">The job.</param>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Seconds">Every run's seconds, ascending.</param>
/// <param name="MultiplyAdds">See <see cref="PreparedJob"/>.</param>
/// <param name="PeakMemoryBytes">Largest resident memory of the process so far: the job's own if it is the process' only one.</param>
internal sealed record JobResult(Job Job, int Threads, IReadOnlyList<double> Seconds, double MultiplyAdds, long PeakMemoryBytes)
{
    public double Median => (Seconds[(Seconds.Count - 1) / 2] + Seconds[Seconds.Count / 2]) / 2;

    /// <summary>One line of JSON; seconds to the microsecond, memory in units of 10⁶ bytes.</summary>
    public string ToJson() => new JsonObject
    {
        ["job"] = Job.Name,
        ["seconds"] = Math.Round(Median, 6),
        ["min"] = Math.Round(Seconds[0], 6),
        ["max"] = Math.Round(Seconds[^1], 6),
        ["gflops"] = Math.Round(2e-9 * MultiplyAdds / Median, 2),
        ["peakMemoryMB"] = Math.Round(PeakMemoryBytes / 1e6, 1),
        ["threads"] = Threads,
        ["batch"] = Job.Batch,
    }.ToJsonString();
}
