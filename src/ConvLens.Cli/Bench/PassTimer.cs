using System.Diagnostics;
using System.Runtime;

namespace ConvLens.Cli.Bench;

/// <summary>Times a pass: warms it up until nothing is compiled any more, then runs it.</summary>
internal static class PassTimer
{
    // The runtime waits 100 ms without new code before it compiles what is hot again, in the background.
    private static readonly TimeSpan TierDelay = TimeSpan.FromMilliseconds(400), LongestWarmUp = TimeSpan.FromSeconds(10);

    // Short passes are run more often: their times scatter more.
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(2);
    private const int LeastRuns = 5, MostRuns = 200;

    /// <summary>Seconds of every run, ascending.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="runs">Runs to time; 0 for two seconds of them, at least 5 and at most 200.</param>
    /// <param name="cancellation">Ends the timing after the current run; what was timed so far is returned.</param>
    public static IReadOnlyList<double> Measure(Action pass, int runs, CancellationToken cancellation)
    {
        WarmUp(pass, cancellation);
        List<double> seconds = [];
        for (long begin = Stopwatch.GetTimestamp(); !cancellation.IsCancellationRequested && !IsEnough(seconds.Count, runs, begin);)
        {
            long start = Stopwatch.GetTimestamp();
            pass();
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        cancellation.ThrowIfCancellationRequested();
        seconds.Sort();
        return seconds;
    }

    private static bool IsEnough(int done, int runs, long begin) =>
        runs > 0 ? done >= runs : done >= MostRuns || (done >= LeastRuns && Stopwatch.GetElapsedTime(begin) > Enough);

    private static void WarmUp(Action pass, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp(), quietSince = start, methods = 0;
        for (int i = 0; !cancellation.IsCancellationRequested && (i < 2 || (Stopwatch.GetElapsedTime(quietSince) < TierDelay && Stopwatch.GetElapsedTime(start) < LongestWarmUp)); i++)
        {
            pass();
            if (JitInfo.GetCompiledMethodCount() == methods) continue;
            (methods, quietSince) = (JitInfo.GetCompiledMethodCount(), Stopwatch.GetTimestamp());
        }
    }
}
