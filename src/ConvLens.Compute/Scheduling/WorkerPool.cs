using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ConvLens.Compute.Scheduling;

/// <summary>Threads that take the items of one job after the other, together with the thread that brings it.</summary>
/// <remarks>
/// A network is hundreds of jobs of a few microseconds, one after the other. Between jobs workers spin for a short while, because waking a sleeping thread takes longer than many jobs;
/// then they sleep. Each thread begins with a range of items of its own, the same in every job, so that what it wrote in one job is near it in the next; a thread that is done helps
/// the others. Which thread takes which item changes no result. If the pool is busy with another thread's job, a job runs on its own thread alone.
/// </remarks>
internal sealed class WorkerPool
{
    // Counters of different threads lie on cache lines of their own.
    private const int Spins = 3000, SpinLength = 12, CounterPitch = 16, Closed = int.MinValue;

    private static readonly ConcurrentDictionary<int, WorkerPool> Pools = new();

    private readonly Lock _door = new();
    private readonly object _bed = new();
    private readonly int _workers;
    private Job? _job;
    private ExceptionDispatchInfo? _failure;
    private readonly int[] _taken;
    private bool _lastFirst;
    private int _items, _sleeping;
    private int _working = Closed;
    private volatile int _round;

    private WorkerPool(int workers)
    {
        (_workers, _taken) = (workers, new int[(workers + 1) * CounterPitch]);
        for (int worker = 1; worker <= workers; worker++)
        {
            int own = worker;
            new Thread(() => Work(own)) { IsBackground = true, Name = $"ConvLens worker {own}" }.Start();
        }
    }

    /// <summary>The pool for a number of threads, the bringing one among them; at least 2.</summary>
    public static WorkerPool For(int threads) => Pools.GetOrAdd(threads, count => new(count - 1));

    /// <summary>Does all items and waits for the last to be done.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="items">How many.</param>
    /// <param name="lastFirst">Whether a thread begins with the last item of its range. Default: with the first.</param>
    public void Run(Job job, int items, bool lastFirst = false)
    {
        if (_door.IsHeldByCurrentThread || !_door.TryEnter())
        {
            for (int item = 0; item < items; item++) job.Run(lastFirst ? items - 1 - item : item);
            return;
        }

        try
        {
            (_job, _items, _lastFirst, _failure) = (job, items, lastFirst, null);
            for (int range = 0; range <= _workers; range++) Volatile.Write(ref _taken[range * CounterPitch], First(range));
            Volatile.Write(ref _working, 0);
            _round++;
            // Full fence: either a worker about to sleep sees the new round, or this thread sees the worker asleep.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _sleeping) > 0) Wake();
            TakeItems(0);
            // Workers that joined are waited for; one that the system has not run yet finds the job closed.
            SpinWait wait = default;
            while (Interlocked.CompareExchange(ref _working, Closed, 0) != 0) wait.SpinOnce(sleep1Threshold: -1);
            _job = null;
            _failure?.Throw();
        }
        finally
        {
            _door.Exit();
        }
    }

    private void Work(int own)
    {
        for (int seen = 0; ;)
        {
            seen = Await(seen);
            if (!TryJoin()) continue;
            TakeItems(own);
            Interlocked.Decrement(ref _working);
        }
    }

    private bool TryJoin()
    {
        for (int working = Volatile.Read(ref _working); working >= 0;)
        {
            int found = Interlocked.CompareExchange(ref _working, working + 1, working);
            if (found == working) return true;
            working = found;
        }

        return false;
    }

    /// <summary>Waits for a round after <paramref name="seen"/>.</summary>
    private int Await(int seen)
    {
        for (int spin = 0; spin < Spins; spin++)
        {
            if (_round != seen) return _round;
            Thread.SpinWait(SpinLength);
        }

        lock (_bed)
        {
            Interlocked.Increment(ref _sleeping);
            while (_round == seen) Monitor.Wait(_bed);
            Interlocked.Decrement(ref _sleeping);
            return _round;
        }
    }

    private void Wake()
    {
        lock (_bed) Monitor.PulseAll(_bed);
    }

    /// <summary>The first item of a range.</summary>
    private int First(int range) => (int)((long)_items * range / (_workers + 1));

    private void TakeItems(int own)
    {
        try
        {
            for (int turn = 0; turn <= _workers; turn++)
            {
                int range = (own + turn) % (_workers + 1), first = First(range), end = First(range + 1);
                for (int item; (item = Interlocked.Increment(ref _taken[range * CounterPitch]) - 1) < end && _failure is null;) _job!.Run(_lastFirst ? first + end - 1 - item : item);
            }
        }
        catch (Exception error)
        {
            // The first failure ends the job: nobody takes further items, and the bringing thread throws.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
        }
    }
}
