using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Layout;

/// <summary>The adjoint of a copy that reads numbers several times: each source number is the sum of its copies' signals, in the order of their positions.</summary>
internal sealed unsafe class CopySums
{
    private const int ItemLength = 1 << 13, FewTerms = 16, Block = 128;

    private readonly Place[][] _outer;
    private readonly int _run;
    private readonly long _units;
    private readonly int _unitsPerItem;

    public CopySums(IReadOnlyList<CopyAxis> axes)
    {
        Stack<Place[]> outer = new(axes.Select(Places).OrderByDescending(places => places.Length < 2 ? int.MaxValue : places[1].Source - places[0].Source));
        _run = 1;
        while (outer.TryPeek(out Place[]? inner) && IsRun(inner, _run)) _run *= outer.Pop().Length;
        _outer = [.. outer.Reverse()];
        _units = _outer.Aggregate(1L, (count, axis) => count * axis.Length);
        long terms = _outer.Aggregate(1L, (count, axis) => Math.Min(ItemLength, count * axis.Select(place => place.Targets.Length).DefaultIfEmpty().Max()));
        _unitsPerItem = (int)Math.Clamp(ItemLength / Math.Max(1, terms * _run), 1, Math.Max(1, _units));
    }

    /// <summary>A source offset and everywhere it went.</summary>
    private readonly record struct Place(int Source, int[] Targets);

    public void Run(Scheduler scheduler, float* target, float* source) => scheduler.Run(new Kernel(this, target, source), (int)RoundUp.Quotient(_units, _unitsPerItem));

    private static Place[] Places(CopyAxis axis) =>
        [.. Enumerable.Range(0, axis.Sources.Count).Where(i => axis.Sources[i] >= 0).GroupBy(i => axis.Sources[i], i => axis.Targets[i]).OrderBy(group => group.Key).Select(group => new Place(group.Key, [.. group]))];

    // Whether an axis's numbers follow one another on both sides, each read once.
    private static bool IsRun(Place[] places, int length)
    {
        for (int i = 0; i < places.Length; i++)
            if (places[i].Source != i * length || places[i].Targets is not [int target] || target != i * length) return false;
        return true;
    }

    private readonly struct Kernel(CopySums copy, float* target, float* source) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            Place[][] outer = copy._outer;
            long first = (long)item * copy._unitsPerItem, end = Math.Min(first + copy._unitsPerItem, copy._units);
            int* terms = stackalloc int[FewTerms];
            int* places = stackalloc int[outer.Length + 1];
            for (long unit = first; unit < end; unit++)
            {
                long rest = unit, count = 1;
                int to = 0;
                for (int axis = outer.Length - 1; axis >= 0; axis--)
                {
                    rest = Math.DivRem(rest, outer[axis].Length, out long position);
                    places[axis] = (int)position;
                    to += outer[axis][position].Source;
                    count *= outer[axis][position].Targets.Length;
                }

                if (count <= FewTerms) AddFew<TLanes>(places, terms, (int)count, source + to);
                else AddMany(places, count, source + to);
            }
        }

        private void AddFew<TLanes>(int* places, int* terms, int count, float* to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            for (int term = 0; term < count; term++) terms[term] = Offset(places, term);
            int i = 0;
            for (; i + 16 <= copy._run; i += 16)
            {
                TLanes sum = TLanes.Load(target + terms[0] + i);
                for (int term = 1; term < count; term++) sum += TLanes.Load(target + terms[term] + i);
                sum.Store(to + i);
            }

            for (; i < copy._run; i++)
            {
                float sum = target[terms[0] + i];
                for (int term = 1; term < count; term++) sum += target[terms[term] + i];
                to[i] = sum;
            }
        }

        // In double: a constant spread over a whole batch has as many terms as the batch has pixels.
        private void AddMany(int* places, long count, float* to)
        {
            double* sums = stackalloc double[Block];
            for (int first = 0; first < copy._run; first += Block)
            {
                int length = Math.Min(Block, copy._run - first);
                new Span<double>(sums, length).Clear();
                for (long term = 0; term < count; term++)
                {
                    float* from = target + Offset(places, term) + first;
                    for (int i = 0; i < length; i++) sums[i] += from[i];
                }

                for (int i = 0; i < length; i++) to[first + i] = (float)sums[i];
            }
        }

        // Where the term of this number lies: the last axis's copies change fastest.
        private int Offset(int* places, long term)
        {
            int offset = 0;
            for (int axis = copy._outer.Length - 1; axis >= 0; axis--)
            {
                int[] targets = copy._outer[axis][places[axis]].Targets;
                if (targets.Length == 1) offset += targets[0];
                else
                {
                    term = Math.DivRem(term, targets.Length, out long position);
                    offset += targets[position];
                }
            }

            return offset;
        }
    }
}
