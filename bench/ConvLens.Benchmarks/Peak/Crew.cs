using System.Diagnostics;

namespace ConvLens.Benchmarks.Peak;

/// <summary>Threads that start together.</summary>
internal static class Crew
{
    private const int Tries = 7;
    private static float _kept;

    /// <summary>The shortest time from the first thread's start to the last one's end.</summary>
    public static double BestSeconds(int threads, Action<int> work)
    {
        double best = double.MaxValue;
        for (int i = 0; i < Tries; i++) best = Math.Min(best, Seconds(threads, work));
        return best;
    }

    /// <summary>Keeps a result alive, so that what led to it is computed.</summary>
    public static void Keep(float value) => Volatile.Write(ref _kept, value);

    // Each thread reads the clock itself: whoever waits for them may be woken late when they have all the processors.
    private static double Seconds(int threads, Action<int> work)
    {
        long[] begins = new long[threads], ends = new long[threads];
        using Barrier start = new(threads);
        Thread[] crew = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            begins[thread] = Stopwatch.GetTimestamp();
            work(thread);
            ends[thread] = Stopwatch.GetTimestamp();
        }))];
        foreach (Thread thread in crew) thread.Start();
        foreach (Thread thread in crew) thread.Join();
        return Stopwatch.GetElapsedTime(begins.Min(), ends.Max()).TotalSeconds;
    }
}
