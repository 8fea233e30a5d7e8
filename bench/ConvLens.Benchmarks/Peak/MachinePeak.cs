using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Benchmarks.Peak;

/// <summary>What the machine can do at most on a number of threads: the floor that times are measured against.</summary>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Gflops">Fused multiply-adds, two operations each, in 10⁹ a second.</param>
/// <param name="ReadGigabytes">10⁹ bytes a second read from memory.</param>
internal sealed record MachinePeak(int Threads, double Gflops, double ReadGigabytes)
{
    private const int Tries = 7;

    /// <summary>The best of several tries.</summary>
    public static MachinePeak Measure(int threads)
    {
        Scheduler scheduler = new(threads);
        return new(threads, Enumerable.Range(0, Tries).Max(_ => MultiplyAddPeak.Measure(scheduler, 0.1)), ReadBandwidth.Measure(threads));
    }

    /// <summary>One line of JSON.</summary>
    public string ToJson() => new JsonObject
    {
        ["peak"] = Vector512.IsHardwareAccelerated ? "512 bits" : "256 bits",
        ["threads"] = Threads,
        ["gflops"] = Math.Round(Gflops, 1),
        ["readGBps"] = Math.Round(ReadGigabytes, 1),
    }.ToJsonString();
}
