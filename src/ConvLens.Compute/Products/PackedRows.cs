using System.Runtime.Intrinsics;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>Rows of A as tiles read them, in groups as high as a tile of the machine's: four numbers of each row of a group, then the next four of each.</summary>
/// <remarks>
/// <code>
/// number k of row i:   a + ⌊i / G⌋ · groupPitch + ⌊k / 4⌋ · 4G + 4 · (i mod G) + k mod 4      G: 14 rows on 512 bits, otherwise 6
/// </code>
/// A tile reads a group from its beginning to its end, with addresses that are small constants away from one pointer: short instructions, which a busy neighbour on the same core leaves time for.
/// Four numbers are what one small register copies.
/// </remarks>
internal static unsafe class PackedRows
{
    /// <summary>Numbers of a row that lie together.</summary>
    public const int Quad = 4;

    /// <summary>Rows of a group.</summary>
    public static int Group<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => typeof(TLanes) == typeof(Lanes512) ? WideTile.MostRows : PanelTile.Rows;

    /// <summary>Floats from group to group of rows of so many numbers.</summary>
    public static nint GroupPitch<TLanes>(int depth)
        where TLanes : unmanaged, ILanes<TLanes> => RoundUp.Multiple(depth, Quad) * Group<TLanes>();

    /// <summary>Floats that so many rows take on any machine, with those of the last group that are not there.</summary>
    public static int Length(int rows, int depth) => Math.Max(RoundUp.Multiple(rows, WideTile.MostRows), RoundUp.Multiple(rows, PanelTile.Rows)) * RoundUp.Multiple(depth, Quad);

    /// <summary>At least so many rows, of which tiles leave none over: what is computed of them needs no small place on its way to memory.</summary>
    public static int Filled<TLanes>(int rows)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (typeof(TLanes) == typeof(Lanes512)) return RoundUp.Multiple(rows, WideTile.LowRows);
        int rest = rows % PanelTile.Rows;
        return rest is 0 or > PanelTile.LowRows ? RoundUp.Multiple(rows, PanelTile.Rows) : rows - rest + PanelTile.LowRows;
    }

    /// <summary>Where a row begins.</summary>
    public static float* Row<TLanes>(float* a, nint groupPitch, int row)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        (int group, int place) = int.DivRem(row, Group<TLanes>());
        return a + (group * groupPitch) + (place * Quad);
    }

    /// <summary>Writes numbers that are neighbours, beginning with one whose k can be divided by four.</summary>
    /// <param name="from">The numbers.</param>
    /// <param name="count">How many.</param>
    /// <param name="to">Where the first goes.</param>
    public static void Copy<TLanes>(float* from, int count, float* to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint pitch = Quad * Group<TLanes>();
        for (; count >= 4 * Quad; count -= 4 * Quad, from += 4 * Quad, to += 4 * pitch) TLanes.Load(from).StoreQuads(to, pitch);
        for (; count >= Quad; count -= Quad, from += Quad, to += pitch) Vector128.Load(from).Store(to);
        for (int i = 0; i < count; i++) to[i] = from[i];
    }

    /// <summary>Packs a block: number k of row i lies at <c>from + i · fromPitch + k</c>.</summary>
    /// <remarks>All rows of a group side by side: each is a stream of its own, and what is written is one.</remarks>
    public static void Pack<TLanes>(float* from, nint fromPitch, int rows, int depth, float* a, nint groupPitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int group = Group<TLanes>(), step = 4 * Quad, whole = depth / step * step;
        nint pitch = Quad * group;
        for (int first = 0; first < rows; first += group, from += group * fromPitch, a += groupPitch)
        {
            int height = Math.Min(group, rows - first);
            float* to = a;
            for (int k = 0; k < whole; k += step, to += step * group)
            {
                float* source = from + k, target = to;
                for (int i = 0; i < height; i++, source += fromPitch, target += Quad) TLanes.Load(source).StoreQuads(target, pitch);
            }

            for (int i = 0; whole < depth && i < height; i++) Copy<TLanes>(from + (i * fromPitch) + whole, depth - whole, to + (i * Quad));
        }
    }

    /// <summary>Packs a block whose rows are neighbours: number k of row i lies at <c>from + k · fromPitch + i</c>.</summary>
    public static void Turn<TLanes>(float* from, nint fromPitch, int rows, int depth, float* a, nint groupPitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int group = Group<TLanes>();
        for (int first = 0; first < rows; first += group, from += group, a += groupPitch)
        {
            int height = Math.Min(group, rows - first);
            float* source = from, to = a;
            for (int k = 0; k < depth; k += Quad, source += Quad * fromPitch, to += Quad * group)
            {
                int width = Math.Min(Quad, depth - k), i = 0;
                if (width == Quad)
                    for (; i + Quad <= height; i += Quad) Transposition.Quad(source + i, fromPitch, to + (i * Quad));
                for (; i < height; i++)
                    for (int j = 0; j < width; j++) to[(i * Quad) + j] = source[(j * fromPitch) + i];
            }
        }
    }
}
