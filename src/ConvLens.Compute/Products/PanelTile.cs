using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>The innermost loops of large products on narrower machines than <see cref="WideTile"/> is for: packed rows of A by one panel of B, six or four rows at a time.</summary>
/// <remarks>Twelve sums of 256 bits hide the latency of the multiply-add, and eight just do; four rows are for the last ones, where six would compute what nobody reads. The same chains as <see cref="WideTile"/>.</remarks>
internal static unsafe class PanelTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Rows of the tile for the last few rows.</summary>
    public const int LowRows = 4;

    /// <summary>Numbers of a row in one go, two of the blocks that rows are packed in: a panel of them takes half the first-level cache, and sums are fetched and put down seldom enough.</summary>
    public const int MostDepth = 2 * Depth;

    // Steps of k between requests for lines of the next panel.
    private const int Depth = WideTile.Depth, Step = 64, Width = PanelMatrix.PanelWidth;

    /// <summary>Computes tiles of six rows, one below the other.</summary>
    /// <param name="tiles">How many, at least 1.</param>
    /// <param name="a">The packed rows: number k of row i at <c>a + ⌊k / Depth⌋ · depthPitch + i · Depth + k mod Depth</c>.</param>
    /// <param name="depthPitch">Floats from one block of packed rows to the next.</param>
    /// <param name="b">The panel, from the rows' first k on.</param>
    /// <param name="depth">Numbers of each row, at most <see cref="MostDepth"/>.</param>
    /// <param name="start">What each row's sums begin with; null where they go on from C.</param>
    /// <param name="c">Where the sums go.</param>
    /// <param name="pitch">Floats from row to row of <paramref name="c"/>.</param>
    /// <param name="epilogue">What is done to the sums on their way there.</param>
    /// <param name="next">The panel that is multiplied next: each tile asks for its part of it, so that it is near when its turn comes. Null for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TLanes>(int tiles, float* a, nint depthPitch, float* b, int depth, float* start, float* c, nint pitch, Epilogue epilogue, float* next)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint startPitch = start is null ? pitch : 0;
        int steps = tiles * RoundUp.Quotient(depth, Step), part = next is null ? 0 : RoundUp.Quotient(depth, steps);
        depthPitch -= Depth;
        for (; tiles > 0; tiles--, a += Rows * Depth)
        {
            epilogue.Prefetch(c, Rows, pitch);
            float* from = start is null ? c : start, column = b, rows = a;
            TLanes s0 = TLanes.Load(from), s1 = TLanes.Load(from + startPitch), s2 = TLanes.Load(from + (2 * startPitch));
            from += 3 * startPitch;
            TLanes s3 = TLanes.Load(from), s4 = TLanes.Load(from + startPitch), s5 = TLanes.Load(from + (2 * startPitch));
            for (int left = depth; left > 0;)
            {
                for (int line = part; line > 0; line--, next += Width) Prefetch.Soon(next);
                // Four steps in one: a busy neighbour on the same core leaves time for few instructions beside the multiply-adds.
                float* end = column + (Math.Min(left, Step) / 4 * 4 * Width);
                for (; column < end; rows += 4, column += 4 * Width)
                {
                    Add(rows, column, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                    Add(rows + 1, column + Width, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                    Add(rows + 2, column + (2 * Width), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                    Add(rows + 3, column + (3 * Width), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                }

                left -= Step;
                if (left > 0 && left == depth - Depth) rows += depthPitch;
            }

            for (int k = depth & 3; k > 0; k--, rows++, column += Width) Add(rows, column, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
            if (epilogue.Adds)
            {
                s0 = epilogue.Add(s0, c);
                s1 = epilogue.Add(s1, c + pitch);
                s2 = epilogue.Add(s2, c + (2 * pitch));
                s3 = epilogue.Add(s3, c + (3 * pitch));
                s4 = epilogue.Add(s4, c + (4 * pitch));
                s5 = epilogue.Add(s5, c + (5 * pitch));
            }

            if (epilogue.Rectifies)
            {
                s0 = epilogue.Rectify(s0);
                s1 = epilogue.Rectify(s1);
                s2 = epilogue.Rectify(s2);
                s3 = epilogue.Rectify(s3);
                s4 = epilogue.Rectify(s4);
                s5 = epilogue.Rectify(s5);
            }

            s0.Store(c);
            c += pitch;
            s1.Store(c);
            c += pitch;
            s2.Store(c);
            c += pitch;
            s3.Store(c);
            c += pitch;
            s4.Store(c);
            c += pitch;
            s5.Store(c);
            c += pitch;
        }
    }

    /// <summary>Computes a tile of four rows; parameters as those of <see cref="Compute{TLanes}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ComputeLow<TLanes>(float* a, nint depthPitch, float* b, int depth, float* start, float* c, nint pitch, Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint startPitch = start is null ? pitch : 0;
        if (start is null) start = c;
        TLanes s0 = TLanes.Load(start), s1 = TLanes.Load(start + startPitch), s2 = TLanes.Load(start + (2 * startPitch)), s3 = TLanes.Load(start + (3 * startPitch));
        for (int left = depth; left > 0; left -= Depth, a += depthPitch - Depth)
        {
            int steps = Math.Min(left, Depth);
            for (float* end = b + (steps / 4 * 4 * Width); b < end; a += 4, b += 4 * Width)
            {
                Add(a, b, ref s0, ref s1, ref s2, ref s3);
                Add(a + 1, b + Width, ref s0, ref s1, ref s2, ref s3);
                Add(a + 2, b + (2 * Width), ref s0, ref s1, ref s2, ref s3);
                Add(a + 3, b + (3 * Width), ref s0, ref s1, ref s2, ref s3);
            }

            for (int k = steps & 3; k > 0; k--, a++, b += Width) Add(a, b, ref s0, ref s1, ref s2, ref s3);
        }

        epilogue.Invoke(s0, c).Store(c);
        c += pitch;
        epilogue.Invoke(s1, c).Store(c);
        c += pitch;
        epilogue.Invoke(s2, c).Store(c);
        c += pitch;
        epilogue.Invoke(s3, c).Store(c);
    }

    /// <summary>One step of k for six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(float* a, float* b, ref TLanes s0, ref TLanes s1, ref TLanes s2, ref TLanes s3, ref TLanes s4, ref TLanes s5)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes numbers = TLanes.Load(b);
        TLanes.Accumulate(TLanes.Broadcast(a), numbers, ref s0);
        TLanes.Accumulate(TLanes.Broadcast(a + Depth), numbers, ref s1);
        TLanes.Accumulate(TLanes.Broadcast(a + (2 * Depth)), numbers, ref s2);
        TLanes.Accumulate(TLanes.Broadcast(a + (3 * Depth)), numbers, ref s3);
        TLanes.Accumulate(TLanes.Broadcast(a + (4 * Depth)), numbers, ref s4);
        TLanes.Accumulate(TLanes.Broadcast(a + (5 * Depth)), numbers, ref s5);
    }

    /// <summary>One step of k for four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(float* a, float* b, ref TLanes s0, ref TLanes s1, ref TLanes s2, ref TLanes s3)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes numbers = TLanes.Load(b);
        TLanes.Accumulate(TLanes.Broadcast(a), numbers, ref s0);
        TLanes.Accumulate(TLanes.Broadcast(a + Depth), numbers, ref s1);
        TLanes.Accumulate(TLanes.Broadcast(a + (2 * Depth)), numbers, ref s2);
        TLanes.Accumulate(TLanes.Broadcast(a + (3 * Depth)), numbers, ref s3);
    }
}
