using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Layout;

/// <summary>The runs of neighbours that a copy moves: a list of them along the inner axes, repeated for every combination of the outer ones.</summary>
internal sealed unsafe class CopyRuns
{
    // Longer runs are cut, so that threads share them.
    private const int ItemLength = 1 << 14;

    private readonly CopyAxis[] _outer;
    private readonly Run[] _runs;
    private readonly int _unitsPerItem;
    private readonly long _units;
    private readonly bool _single;

    public CopyRuns(IReadOnlyList<CopyAxis> axes)
    {
        // The target's neighbours last; axes of one position first, where they only add an offset.
        Stack<CopyAxis> outer = new(axes.OrderByDescending(axis => axis.Targets.Count == 1 ? int.MaxValue : Math.Abs(axis.Targets[1] - axis.Targets[0])));
        List<Run> runs = [new(0, 0, 1)];
        while (runs is [{ Source: >= 0 } only] && outer.TryPop(out CopyAxis? axis)) runs = Along(axis, only);
        _outer = [.. outer.Reverse()];
        _runs = [.. runs.SelectMany(Cut)];
        _single = Array.TrueForAll(_runs, run => run is { Length: 1, Source: >= 0 });
        _units = _outer.Aggregate((long)_runs.Length, (count, axis) => count * axis.Sources.Count);
        _unitsPerItem = (int)Math.Clamp(ItemLength * (long)_runs.Length / runs.Sum(run => (long)run.Length), 1, _units);
    }

    private readonly record struct Run(int Source, int Target, int Length);

    private int Items => (int)RoundUp.Quotient(_units, _unitsPerItem);

    public void Copy(Scheduler scheduler, float* source, float* target, float fill) => scheduler.Run(new Kernel(this, source, target, fill, back: false), Items);

    /// <summary>The other way round, leaving out positions outside the source.</summary>
    public void CopyBack(Scheduler scheduler, float* target, float* source) => scheduler.Run(new Kernel(this, source, target, 0, back: true), Items);

    private static List<Run> Along(CopyAxis axis, Run inner)
    {
        List<Run> runs = [];
        for (int i = 0; i < axis.Sources.Count; i++)
        {
            Run next = new(axis.Sources[i] < 0 ? -1 : axis.Sources[i] + inner.Source, axis.Targets[i] + inner.Target, inner.Length);
            if (runs.Count > 0 && runs[^1] is var last && last.Target + last.Length == next.Target && (next.Source < 0 ? last.Source < 0 : last.Source >= 0 && last.Source + last.Length == next.Source))
                runs[^1] = last with { Length = last.Length + next.Length };
            else runs.Add(next);
        }

        return runs;
    }

    private static IEnumerable<Run> Cut(Run run)
    {
        for (int first = 0; first < run.Length; first += ItemLength)
            yield return new(run.Source < 0 ? -1 : run.Source + first, run.Target + first, Math.Min(ItemLength, run.Length - first));
    }

    private readonly struct Kernel(CopyRuns copy, float* source, float* target, float fill, bool back) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            CopyAxis[] outer = copy._outer;
            Run[] runs = copy._runs;
            long unit = (long)item * copy._unitsPerItem, end = Math.Min(unit + copy._unitsPerItem, copy._units);
            int* at = stackalloc int[outer.Length + 1];
            long rest = Math.DivRem(unit, runs.Length, out long firstRun);
            for (int axis = outer.Length - 1; axis >= 0; axis--)
            {
                rest = Math.DivRem(rest, outer[axis].Sources.Count, out long position);
                at[axis] = (int)position;
            }

            for (int run = (int)firstRun; unit < end; run = 0)
            {
                int from = 0, to = 0;
                for (int axis = 0; axis < outer.Length; axis++)
                {
                    int offset = outer[axis].Sources[at[axis]];
                    from = from < 0 || offset < 0 ? -1 : from + offset;
                    to += outer[axis].Targets[at[axis]];
                }

                int last = (int)Math.Min(runs.Length, run + end - unit);
                unit += last - run;
                if (copy._single && from >= 0) MoveSingle(runs.AsSpan(run..last), source + from, target + to);
                else
                    for (; run < last; run++) Move(runs[run], from, to);
                for (int axis = outer.Length - 1; axis >= 0 && ++at[axis] == outer[axis].Sources.Count; axis--) at[axis] = 0;
            }
        }

        // Transposed numbers have no neighbours on both sides.
        private void MoveSingle(ReadOnlySpan<Run> runs, float* x, float* y)
        {
            if (back)
                foreach (Run run in runs) x[run.Source] = y[run.Target];
            else
                foreach (Run run in runs) y[run.Target] = x[run.Source];
        }

        private void Move(Run run, int from, int to)
        {
            float* x = source + from + run.Source, y = target + to + run.Target;
            if (from < 0 || run.Source < 0)
            {
                if (!back) new Span<float>(y, run.Length).Fill(fill);
            }
            else if (back) Move(y, x, run.Length);
            else Move(x, y, run.Length);
        }

        private static void Move(float* from, float* to, int length)
        {
            if (length == 1) *to = *from;
            else new ReadOnlySpan<float>(from, length).CopyTo(new(to, length));
        }
    }
}
