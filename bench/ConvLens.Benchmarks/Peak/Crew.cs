using System.Diagnostics;

namespace ConvLens.Benchmarks.Peak;

/// <summary>Threads that start together.</summary>
internal static class Crew
{
    private const int Tries = 7;
    private static float _kept;

    /// <summary>The shortest time from the common start to the last thread's end.</summary>
    public static double BestSeconds(int threads, Action<int> work)
    {
        double best = double.MaxValue;
        for (int i = 0; i < Tries; i++) best = Math.Min(best, Seconds(threads, work));
        return best;
    }

    /// <summary>Keeps a result alive, so that what led to it is computed.</summary>
    public static void Keep(float value) => Volatile.Write(ref _kept, value);

    private static double Seconds(int threads, Action<int> work)
    {
        using Barrier start = new(threads + 1);
        Thread[] crew = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            work(thread);
        }))];
        foreach (Thread thread in crew) thread.Start();
        start.SignalAndWait();
        long begin = Stopwatch.GetTimestamp();
        foreach (Thread thread in crew) thread.Join();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
