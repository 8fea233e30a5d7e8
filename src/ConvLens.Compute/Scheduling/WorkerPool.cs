using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace ConvLens.Compute.Scheduling;

/// <summary>Threads that take the items of one job after the other, together with the thread that brings it.</summary>
/// <remarks>
/// A network is hundreds of jobs of a few microseconds, one after the other. Between jobs workers spin for a short while, because waking a sleeping thread takes longer than many jobs;
/// then they sleep. Which thread takes which item changes no result. If the pool is busy with another thread's job, a job runs on its own thread alone.
/// </remarks>
internal sealed class WorkerPool
{
    private const int Spins = 3000, SpinLength = 12;

    private static readonly ConcurrentDictionary<int, WorkerPool> Pools = new();

    private readonly Lock _door = new();
    private readonly object _bed = new();
    private readonly int _workers;
    private Job? _job;
    private ExceptionDispatchInfo? _failure;
    private int _items, _next, _working, _sleeping;
    private volatile int _round;

    private WorkerPool(int workers)
    {
        _workers = workers;
        for (int worker = 0; worker < workers; worker++)
            new Thread(Work) { IsBackground = true, Name = $"ConvLens worker {worker + 1}" }.Start();
    }

    /// <summary>The pool for a number of threads, the bringing one among them; at least 2.</summary>
    public static WorkerPool For(int threads) => Pools.GetOrAdd(threads, count => new(count - 1));

    /// <summary>Does all items and waits for the last.</summary>
    public void Run(Job job, int items)
    {
        if (!_door.TryEnter())
        {
            for (int item = 0; item < items; item++) job.Run(item);
            return;
        }

        try
        {
            (_job, _items, _failure) = (job, items, null);
            Volatile.Write(ref _next, 0);
            Volatile.Write(ref _working, _workers);
            _round++;
            // Full fence: either a worker about to sleep sees the new round, or this thread sees the worker asleep.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _sleeping) > 0) Wake();
            TakeItems();
            SpinWait wait = default;
            while (Volatile.Read(ref _working) > 0) wait.SpinOnce(sleep1Threshold: -1);
            _job = null;
            _failure?.Throw();
        }
        finally
        {
            _door.Exit();
        }
    }

    private void Work()
    {
        for (int seen = 0; ;)
        {
            seen = Await(seen);
            TakeItems();
            Interlocked.Decrement(ref _working);
        }
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

    private void TakeItems()
    {
        try
        {
            for (int item; (item = Interlocked.Increment(ref _next) - 1) < _items;) _job!.Run(item);
        }
        catch (Exception error)
        {
            // The first failure ends the job: nobody takes further items, and the bringing thread throws.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
            Volatile.Write(ref _next, int.MaxValue / 2);
        }
    }
}
