namespace ConvLens.Compute.Tensors;

/// <summary>An order in which to read a memory: loops in loops, outermost first, each with its extent and the distance of its steps.</summary>
/// <remarks>Loops of one step are left out, and two that are one in memory are joined. A distance of 0 repeats what lies within.</remarks>
internal sealed unsafe class Walk
{
    /// <summary>A walk over the given loops.</summary>
    public Walk(IEnumerable<(int Extent, int Stride)> loops)
    {
        List<(int Extent, int Stride)> joined = [];
        foreach ((int extent, int stride) in loops)
        {
            if (extent == 1) continue;
            if (joined is [.., var last] && last.Stride == (long)stride * extent) joined[^1] = (last.Extent * extent, stride);
            else joined.Add((extent, stride));
        }

        Loops = joined is [] ? [(1, 1)] : [.. joined];
    }

    /// <summary>The loops, outermost first; at least one.</summary>
    public (int Extent, int Stride)[] Loops { get; }

    /// <summary>A walk over a number of neighbours.</summary>
    public static Walk Plain(int length) => new([(length, 1)]);

    /// <summary>Whether it reads memory as it lies.</summary>
    public bool IsIdentity => Loops is [(_, 1)];

    /// <summary>Reads the numbers <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1 of the walk.</summary>
    public void Read(float* from, long start, int count, float* to)
    {
        int* at = stackalloc int[Loops.Length];
        (int length, int step) = Loops[^1];
        for (int loop = Loops.Length - 1; loop >= 0; start /= Loops[loop--].Extent)
        {
            at[loop] = (int)(start % Loops[loop].Extent);
            from += (long)at[loop] * Loops[loop].Stride;
        }

        int* last = at + Loops.Length - 1;
        while (count > 0)
        {
            int run = Math.Min(count, length - *last);
            Copy(from, step, run, to);
            to += run;
            from += (long)run * step;
            (count, *last) = (count - run, *last + run);
            for (int loop = Loops.Length - 1; loop > 0 && at[loop] == Loops[loop].Extent; loop--)
            {
                from += Loops[loop - 1].Stride - ((long)Loops[loop].Extent * Loops[loop].Stride);
                (at[loop], at[loop - 1]) = (0, at[loop - 1] + 1);
            }
        }
    }

    private static void Copy(float* from, int step, int count, float* to)
    {
        if (step == 0) new Span<float>(to, count).Fill(*from);
        else if (step == 1 && count >= 16) new ReadOnlySpan<float>(from, count).CopyTo(new(to, count));
        else for (int i = 0; i < count; i++, from += step) to[i] = *from;
    }
}
