using System.Diagnostics;
using System.Runtime;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>Warms a job up and times it.</summary>
internal static class JobTimer
{
    // The runtime waits 100 ms without new code before it compiles what is hot again, in the background.
    private static readonly TimeSpan TierDelay = TimeSpan.FromMilliseconds(400), LongestWarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Times a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="runs">Runs to take the median of; 0 for the job's own number.</param>
    public static JobResult Measure(Job job, int threads, int runs)
    {
        Scheduler scheduler = new(threads);
        PreparedJob prepared = job.Prepare(scheduler);
        WarmUp(prepared.Run);
        GC.Collect();
        double[] seconds = new double[runs > 0 ? runs : job.Runs];
        for (int i = 0; i < seconds.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            prepared.Run();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(seconds);
        using Process process = Process.GetCurrentProcess();
        return new(job, scheduler.Threads, seconds, prepared.MultiplyAdds, process.PeakWorkingSet64);
    }

    /// <summary>Runs at least twice, then until nothing was compiled for a while, but not for ever.</summary>
    private static void WarmUp(Action run)
    {
        long start = Stopwatch.GetTimestamp(), quietSince = start, methods = 0;
        for (int i = 0; i < 2 || (Stopwatch.GetElapsedTime(quietSince) < TierDelay && Stopwatch.GetElapsedTime(start) < LongestWarmUp); i++)
        {
            run();
            if (JitInfo.GetCompiledMethodCount() == methods) continue;
            (methods, quietSince) = (JitInfo.GetCompiledMethodCount(), Stopwatch.GetTimestamp());
        }
    }
}
