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

    /// <summary>Numbers of a row in one go. The second-level cache brings rows and panel fast enough in their order; to fetch and put down sums more often costs more.</summary>
    public const int MostDepth = 1024;

    private const int Quad = PackedRows.Quad, Step = Rows * Quad, Width = PanelMatrix.PanelWidth;

    /// <summary>Computes tiles of six rows, one below the other.</summary>
    /// <param name="tiles">How many, at least 1.</param>
    /// <param name="a">The first of the <see cref="PackedRows"/>, a group a tile.</param>
    /// <param name="groupPitch">Floats from group to group.</param>
    /// <param name="b">The panel, from the rows' first k on.</param>
    /// <param name="depth">Numbers of each row, at most <see cref="MostDepth"/>.</param>
    /// <param name="start">What each row's sums begin with; null where they go on from C.</param>
    /// <param name="c">Where the sums go.</param>
    /// <param name="pitch">Floats from row to row of <paramref name="c"/>.</param>
    /// <param name="epilogue">What is done to the sums on their way there.</param>
    /// <param name="next">The panel that is multiplied next: each tile asks for its part of it, so that it is in the second-level cache when its turn comes. Null for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TLanes>(int tiles, float* a, nint groupPitch, float* b, int depth, float* start, float* c, nint pitch, Epilogue epilogue, float* next)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint startPitch = start is null ? pitch : 0;
        // One request at a time and often for a line that is on its way already: several at once fill the few places where misses wait.
        int stride = next is null ? 0 : RoundUp.Quotient(depth * Width, tiles * Math.Max(1, depth / Quad));
        if (next is null) next = b;
        for (; tiles > 0; tiles--, a += groupPitch)
        {
            epilogue.Prefetch(c, Rows, pitch);
            float* from = start is null ? c : start, column = b, rows = a;
            TLanes s0 = TLanes.Load(from), s1 = TLanes.Load(from + startPitch), s2 = TLanes.Load(from + (2 * startPitch));
            from += 3 * startPitch;
            TLanes s3 = TLanes.Load(from), s4 = TLanes.Load(from + startPitch), s5 = TLanes.Load(from + (2 * startPitch));
            // Four steps in one: a busy neighbour on the same core leaves time for few instructions beside the multiply-adds.
            for (float* end = column + (depth / Quad * Quad * Width); column < end; rows += Step, column += Quad * Width, next += stride)
            {
                Prefetch.Soon(next);
                Add(rows, column, 0, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                Add(rows, column, 1, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                Add(rows, column, 2, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                Add(rows, column, 3, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
            }

            for (int k = depth % Quad; k > 0; k--, rows++, column += Width) Add(rows, column, 0, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
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
    public static void ComputeLow<TLanes>(float* a, float* b, int depth, float* start, float* c, nint pitch, Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint startPitch = start is null ? pitch : 0;
        if (start is null) start = c;
        TLanes s0 = TLanes.Load(start), s1 = TLanes.Load(start + startPitch), s2 = TLanes.Load(start + (2 * startPitch)), s3 = TLanes.Load(start + (3 * startPitch));
        for (float* end = b + (depth / Quad * Quad * Width); b < end; a += Step, b += Quad * Width)
        {
            Add(a, b, 0, ref s0, ref s1, ref s2, ref s3);
            Add(a, b, 1, ref s0, ref s1, ref s2, ref s3);
            Add(a, b, 2, ref s0, ref s1, ref s2, ref s3);
            Add(a, b, 3, ref s0, ref s1, ref s2, ref s3);
        }

        for (int k = depth % Quad; k > 0; k--, a++, b += Width) Add(a, b, 0, ref s0, ref s1, ref s2, ref s3);
        epilogue.Invoke(s0, c).Store(c);
        c += pitch;
        epilogue.Invoke(s1, c).Store(c);
        c += pitch;
        epilogue.Invoke(s2, c).Store(c);
        c += pitch;
        epilogue.Invoke(s3, c).Store(c);
    }

    /// <summary>Step <paramref name="k"/> for six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(float* a, float* b, int k, ref TLanes s0, ref TLanes s1, ref TLanes s2, ref TLanes s3, ref TLanes s4, ref TLanes s5)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes numbers = TLanes.Load(b + (k * Width));
        TLanes.Accumulate(TLanes.Broadcast(a + k), numbers, ref s0);
        TLanes.Accumulate(TLanes.Broadcast(a + (k + Quad)), numbers, ref s1);
        TLanes.Accumulate(TLanes.Broadcast(a + (k + (2 * Quad))), numbers, ref s2);
        TLanes.Accumulate(TLanes.Broadcast(a + (k + (3 * Quad))), numbers, ref s3);
        TLanes.Accumulate(TLanes.Broadcast(a + (k + (4 * Quad))), numbers, ref s4);
        TLanes.Accumulate(TLanes.Broadcast(a + (k + (5 * Quad))), numbers, ref s5);
    }

    /// <summary>Step <paramref name="k"/> for four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(float* a, float* b, int k, ref TLanes s0, ref TLanes s1, ref TLanes s2, ref TLanes s3)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes numbers = TLanes.Load(b + (k * Width));
        TLanes.Accumulate(TLanes.Broadcast(a + k), numbers, ref s0);
        TLanes.Accumulate(TLanes.Broadcast(a + (k + Quad)), numbers, ref s1);
        TLanes.Accumulate(TLanes.Broadcast(a + (k + (2 * Quad))), numbers, ref s2);
        TLanes.Accumulate(TLanes.Broadcast(a + (k + (3 * Quad))), numbers, ref s3);
    }
}
