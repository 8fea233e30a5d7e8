using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>The innermost loops of large products on narrower machines than <see cref="WideTile"/> is for: packed rows of A by one panel of B, six or three rows at a time.</summary>
/// <remarks>Twelve sums of 256 bits hide the latency of the multiply-add; three rows are for the last ones, where six would mostly compute what nobody reads. The same chains as <see cref="WideTile"/>.</remarks>
internal static unsafe class PanelTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 6;

    /// <summary>Rows of the tile for the last few rows.</summary>
    public const int LowRows = 3;

    // Steps of k between requests for lines of the next panel.
    private const int Depth = WideTile.Depth, Step = 16;

    /// <summary>Computes tiles of six rows, one below the other.</summary>
    /// <param name="tiles">How many, at least 1.</param>
    /// <param name="a">The block: row i at <c>a + i · Depth</c>.</param>
    /// <param name="b">The panel, from the block's first k on.</param>
    /// <param name="depth">Numbers of each row.</param>
    /// <param name="start">What each row's sums begin with; null where they go on from C.</param>
    /// <param name="c">Where the sums go.</param>
    /// <param name="pitch">Floats from row to row of <paramref name="c"/>.</param>
    /// <param name="epilogue">What is done to the sums on their way there.</param>
    /// <param name="next">The panel that is multiplied next: each tile asks for its part of it, so that it is near when its turn comes. Null for none.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TLanes>(int tiles, float* a, float* b, int depth, float* start, float* c, nint pitch, Epilogue epilogue, float* next)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint startPitch = start is null ? pitch : 0;
        int part = next is null ? 0 : (Step + tiles - 1) / tiles;
        epilogue.Prefetch(c, Rows, pitch);
        for (; tiles > 0; tiles--, a += (Rows - 1) * Depth)
        {
            if (tiles > 1) epilogue.Prefetch(c + (Rows * pitch), Rows, pitch);
            float* from = start is null ? c : start, column = b, rows = a;
            TLanes s0 = TLanes.Load(from), s1 = TLanes.Load(from + startPitch), s2 = TLanes.Load(from + (2 * startPitch));
            from += 3 * startPitch;
            TLanes s3 = TLanes.Load(from), s4 = TLanes.Load(from + startPitch), s5 = TLanes.Load(from + (2 * startPitch));
            for (int left = depth; left > 0; left -= Step)
            {
                for (int line = part; line > 0; line--, next += PanelMatrix.PanelWidth) Prefetch.Soon(next);
                for (int k = Math.Min(left, Step); k > 0; k--, rows++, column += PanelMatrix.PanelWidth)
                {
                    TLanes numbers = TLanes.Load(column);
                    TLanes.Accumulate(TLanes.Broadcast(rows), numbers, ref s0);
                    TLanes.Accumulate(TLanes.Broadcast(rows + Depth), numbers, ref s1);
                    TLanes.Accumulate(TLanes.Broadcast(rows + (2 * Depth)), numbers, ref s2);
                    TLanes.Accumulate(TLanes.Broadcast(rows + (3 * Depth)), numbers, ref s3);
                    TLanes.Accumulate(TLanes.Broadcast(rows + (4 * Depth)), numbers, ref s4);
                    TLanes.Accumulate(TLanes.Broadcast(rows + (5 * Depth)), numbers, ref s5);
                }
            }

            a += Depth;
            if (!epilogue.IsNone)
            {
                s0 = epilogue.Invoke(s0, c);
                s1 = epilogue.Invoke(s1, c + pitch);
                s2 = epilogue.Invoke(s2, c + (2 * pitch));
                s3 = epilogue.Invoke(s3, c + (3 * pitch));
                s4 = epilogue.Invoke(s4, c + (4 * pitch));
                s5 = epilogue.Invoke(s5, c + (5 * pitch));
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

    /// <summary>Computes a tile of three rows; parameters as those of <see cref="Compute{TLanes}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ComputeLow<TLanes>(float* a, float* b, int depth, float* start, float* c, nint pitch, Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint startPitch = start is null ? pitch : 0;
        if (start is null) start = c;
        TLanes s0 = TLanes.Load(start), s1 = TLanes.Load(start + startPitch), s2 = TLanes.Load(start + (2 * startPitch));
        for (; depth > 0; depth--, a++, b += PanelMatrix.PanelWidth)
        {
            TLanes numbers = TLanes.Load(b);
            TLanes.Accumulate(TLanes.Broadcast(a), numbers, ref s0);
            TLanes.Accumulate(TLanes.Broadcast(a + Depth), numbers, ref s1);
            TLanes.Accumulate(TLanes.Broadcast(a + (2 * Depth)), numbers, ref s2);
        }

        epilogue.Invoke(s0, c).Store(c);
        c += pitch;
        epilogue.Invoke(s1, c).Store(c);
        c += pitch;
        epilogue.Invoke(s2, c).Store(c);
    }
}
