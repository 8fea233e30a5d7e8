using System.Diagnostics;
using System.Runtime;
using ConvLens.Benchmarks.Peak;
using ConvLens.Compute.Scheduling;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>Prepares a job, warms it up and times it in turns.</summary>
internal sealed class JobTimer
{
    private const int RunsOfTurn = 5;

    // Seconds of the peak, which takes as long as the runs before it, within these bounds.
    private const double ShortestPeak = 0.005, LongestPeak = 0.1;

    // The runtime waits 100 ms without new code before it compiles what is hot again, in the background.
    private static readonly TimeSpan TierDelay = TimeSpan.FromMilliseconds(400), LongestWarmUp = TimeSpan.FromSeconds(10);

    private readonly Job _job;
    private readonly Scheduler _scheduler;
    private readonly PreparedJob _prepared;
    private readonly List<Turn> _turns = [];

    /// <summary>Prepares a job and warms it up.</summary>
    /// <param name="job">The job.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    public JobTimer(Job job, int threads)
    {
        (_job, _scheduler) = (job, new(threads));
        _prepared = job.Prepare(_scheduler);
        WarmUp();
        MultiplyAddPeak.Measure(_scheduler, ShortestPeak);
        GC.Collect();
    }

    /// <summary>What was measured so far; null before the first turn.</summary>
    public JobResult? Result
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return _turns.Count == 0 ? null : new(_job, _scheduler.Threads, [.. _turns], process.PeakWorkingSet64);
        }
    }

    /// <summary>Times a job alone, in turns of a few runs.</summary>
    /// <param name="job">The job.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="runs">Runs to take the median of; 0 for the job's own number.</param>
    public static JobResult Measure(Job job, int threads, int runs)
    {
        JobTimer timer = new(job, threads);
        for (int left = runs > 0 ? runs : job.Runs; left > 0; left -= RunsOfTurn) timer.Take(1, Math.Min(left, RunsOfTurn));
        return timer.Result!;
    }

    /// <summary>Takes a turn.</summary>
    /// <param name="untimed">Runs before, that fill caches as in a long row of runs.</param>
    /// <param name="timed">Runs to time, at least 1.</param>
    public Turn Take(int untimed, int timed)
    {
        for (int i = 0; i < untimed; i++) _prepared.Run();
        double[] seconds = new double[timed];
        for (int i = 0; i < timed; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _prepared.Run();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Turn turn = new(seconds, _prepared.MultiplyAdds, MultiplyAddPeak.Measure(_scheduler, Math.Clamp(seconds.Sum(), ShortestPeak, LongestPeak)));
        _turns.Add(turn);
        return turn;
    }

    /// <summary>Runs at least twice, then until nothing was compiled for a while, but not for ever.</summary>
    private void WarmUp()
    {
        long start = Stopwatch.GetTimestamp(), quietSince = start, methods = 0;
        for (int i = 0; i < 2 || (Stopwatch.GetElapsedTime(quietSince) < TierDelay && Stopwatch.GetElapsedTime(start) < LongestWarmUp); i++)
        {
            _prepared.Run();
            if (JitInfo.GetCompiledMethodCount() == methods) continue;
            (methods, quietSince) = (JitInfo.GetCompiledMethodCount(), Stopwatch.GetTimestamp());
        }
    }
}
