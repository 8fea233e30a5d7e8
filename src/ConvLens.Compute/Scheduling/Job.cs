using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Scheduling;

/// <summary>A kernel whose type is forgotten, so that a pool of threads can take its items.</summary>
internal abstract class Job
{
    /// <summary>Does one item.</summary>
    public abstract void Run(int item);

    /// <summary>A job of one kernel type and register set, one for each thread that starts work, so that starting takes no memory.</summary>
    internal sealed class Of<TKernel, TLanes> : Job
        where TKernel : struct, IKernel
        where TLanes : unmanaged, ILanes<TLanes>
    {
        [ThreadStatic]
        private static Of<TKernel, TLanes>? _own;

        private TKernel _kernel;

        /// <summary>This thread's job with another kernel in it.</summary>
        public static Of<TKernel, TLanes> With(TKernel kernel)
        {
            Of<TKernel, TLanes> job = _own ??= new();
            job._kernel = kernel;
            return job;
        }

        /// <inheritdoc/>
        public override void Run(int item) => _kernel.Run<TLanes>(item);
    }
}
