using System.Runtime.Intrinsics;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Scheduling;

/// <summary>Hands the items of a kernel to threads and picks the register set.</summary>
/// <remarks>Neither choice changes a bit of any result.</remarks>
public sealed class Scheduler
{
    private readonly WorkerPool? _pool;

    /// <summary>A scheduler for at most <paramref name="threads"/> threads.</summary>
    /// <param name="threads">At least 1; 0 (default) takes the number of processors.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public Scheduler(int threads = 0)
        : this(threads, MachineLaneBits)
    {
    }

    internal Scheduler(int threads, int laneBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        LaneBits = laneBits;
        _pool = Threads > 1 ? WorkerPool.For(Threads) : null;
    }

    /// <summary>Number of threads that work at the same time.</summary>
    public int Threads { get; }

    /// <summary>Width of the registers in use: 512, 256 or 128 bits.</summary>
    public int LaneBits { get; }

    private static int MachineLaneBits =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Does items 0 … <paramref name="items"/> − 1 of <paramref name="kernel"/> and waits for all of them.</summary>
    /// <param name="kernel">What to do.</param>
    /// <param name="items">How many.</param>
    /// <param name="lastFirst">Whether each thread begins with its last item, where what the job before wrote last may still be near. Default: with its first.</param>
    internal void Run<TKernel>(TKernel kernel, int items, bool lastFirst = false)
        where TKernel : struct, IKernel
    {
        if (LaneBits == 512) Run<TKernel, Lanes512>(kernel, items, lastFirst);
        else if (LaneBits == 256) Run<TKernel, Lanes256>(kernel, items, lastFirst);
        else Run<TKernel, Lanes128>(kernel, items, lastFirst);
    }

    private void Run<TKernel, TLanes>(TKernel kernel, int items, bool lastFirst)
        where TKernel : struct, IKernel
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (Threads == 1 || items == 1)
        {
            for (int item = 0; item < items; item++) kernel.Run<TLanes>(lastFirst ? items - 1 - item : item);
            return;
        }

        _pool!.Run(Job.Of<TKernel, TLanes>.With(kernel), items, lastFirst);
    }
}
