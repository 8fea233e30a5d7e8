using ConvLens.Compute.Scheduling;

namespace ConvLens.Compute.Layout;

/// <summary>target[Σ targets of axis a] = source[Σ sources of axis a] for every combination of positions, and its adjoint: what transposes, slices, tiles, pads, gathers and joins.</summary>
/// <remarks>Offsets are worked out once. Numbers that are neighbours on both sides move in runs; the runs are shared out among threads.
/// Different combinations of positions of different axes never meet at one source number; positions of one axis may.</remarks>
public sealed class IndexedCopy
{
    private readonly CopyRuns _runs;
    private readonly int _sourceLength, _targetLength;
    private readonly Lazy<CopySums>? _sums;
    private readonly bool _readsAll;

    /// <summary>Works out the runs.</summary>
    /// <param name="axes">The axes; none copies a single number.</param>
    /// <param name="sourceLength">Numbers of the source.</param>
    /// <param name="targetLength">Numbers of the target; positions may cover only a part of them.</param>
    /// <exception cref="ArgumentException">A position lies behind the source's or the target's end.</exception>
    public IndexedCopy(IReadOnlyList<CopyAxis> axes, int sourceLength, int targetLength)
    {
        if (axes.Sum(axis => (long)axis.Sources.Max()) >= sourceLength) throw new ArgumentException($"positions reach beyond the source's {sourceLength} numbers", nameof(axes));
        if (axes.Sum(axis => (long)axis.Targets.Max()) >= targetLength) throw new ArgumentException($"positions reach beyond the target's {targetLength} numbers", nameof(axes));
        (_sourceLength, _targetLength, _runs) = (sourceLength, targetLength, new(axes));
        long read = 1;
        bool repeats = false;
        foreach (CopyAxis axis in axes)
        {
            int[] inside = [.. axis.Sources.Where(source => source >= 0)];
            int different = inside.Distinct().Count();
            read *= different;
            repeats |= different < inside.Length;
        }

        _readsAll = read == sourceLength;
        if (repeats) _sums = new(() => new CopySums(axes));
    }

    /// <summary>Copies; positions outside the source become <paramref name="fill"/>.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public unsafe void Run(Scheduler scheduler, ReadOnlySpan<float> source, Span<float> target, float fill = 0)
    {
        Require.Length(source.Length, _sourceLength, nameof(source));
        Require.Length(target.Length, _targetLength, nameof(target));
        fixed (float* x = source, y = target) _runs.Copy(scheduler, x, y, fill);
    }

    /// <summary>The adjoint: each source number gets the sum of the signals of all its copies, zero if it has none.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public unsafe void RunAdjoint(Scheduler scheduler, ReadOnlySpan<float> targetSignal, Span<float> sourceSignal)
    {
        Require.Length(targetSignal.Length, _targetLength, nameof(targetSignal));
        Require.Length(sourceSignal.Length, _sourceLength, nameof(sourceSignal));
        if (!_readsAll) sourceSignal.Clear();
        fixed (float* dy = targetSignal, dx = sourceSignal)
            if (_sums is null) _runs.CopyBack(scheduler, dy, dx);
            else _sums.Value.Run(scheduler, dy, dx);
    }
}
