using System.Runtime.CompilerServices;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Layout;

/// <summary>Rows of numbers into some columns of wider rows: what joining channels is where channels come last. The same as an <see cref="IndexedCopy"/>, without its offsets.</summary>
public static unsafe class ColumnCopy
{
    // Numbers of an item, so that narrow rows do not make small items.
    private const int ItemLength = 1 << 14;

    /// <summary>target[row · pitch + first + j] = source[row · width + j] for all rows of the source.</summary>
    /// <param name="scheduler">Who works.</param>
    /// <param name="source">[rows, width].</param>
    /// <param name="width">Columns of the source.</param>
    /// <param name="target">[rows, pitch].</param>
    /// <param name="first">The first column of the target that is written.</param>
    /// <param name="pitch">Columns of the target, at least <paramref name="first"/> + <paramref name="width"/>.</param>
    /// <exception cref="ArgumentException">The columns do not fit, or a span has the wrong length.</exception>
    public static void Run(Scheduler scheduler, ReadOnlySpan<float> source, int width, Span<float> target, int first, int pitch)
    {
        if (width < 1 || first < 0 || first > pitch - width) throw new ArgumentException($"columns {first} … {(long)first + width - 1} do not fit into {pitch}", nameof(first));
        int rows = source.Length / width, itemRows = Math.Max(1, ItemLength / width);
        Require.Length(source.Length, rows * width, nameof(source));
        Require.Length(target.Length, rows * pitch, nameof(target));
        fixed (float* from = source, to = target) scheduler.Run(new Kernel(from, width, to + first, pitch, rows, itemRows), RoundUp.Quotient(rows, itemRows));
    }

    private readonly struct Kernel(float* source, int width, float* target, int pitch, int rows, int itemRows) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int row = item * itemRows, count = Math.Min(itemRows, rows - row);
            Copy<TLanes>(source + ((nint)row * width), width, target + ((nint)row * pitch), pitch, count);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Copy<TLanes>(float* from, nint width, float* to, nint pitch, int rows)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            nint last = width - 16;
            for (; rows > 0; rows--, from += width, to += pitch)
            {
                nint j = 0;
                for (; j < last; j += 16) TLanes.Load(from + j).Store(to + j);
                // The last sixteen overlap those before.
                if (last >= 0) TLanes.Load(from + last).Store(to + last);
                else for (; j < width; j++) to[j] = from[j];
            }
        }
    }
}
