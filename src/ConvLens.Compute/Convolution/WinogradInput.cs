using System.Runtime.CompilerServices;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>V = Bᵀ·d·B for two neighbouring tiles and up to 128 channels, sixteen at a time. Pixels outside the picture are zeros.</summary>
internal readonly unsafe struct WinogradInput(WinogradTiles layout, WinogradPartition parts, float* x, float* v, int firstTile, int tiles) : IKernel
{
    private const int Side = WinogradConvolution.Inputs, ItemTiles = 2, ItemChannels = 128;

    /// <summary>Items of the batch.</summary>
    public int Items => RoundUp.Quotient(tiles, ItemTiles) * RoundUp.Quotient(parts.Channels, ItemChannels);

    [SkipLocalsInit]
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        ConvolutionGeometry geometry = layout.Geometry;
        int channels = geometry.Input.C, width = geometry.Input.W, height = geometry.Input.H;
        (int pair, int depth) = int.DivRem(item, RoundUp.Quotient(channels, ItemChannels));
        int first = depth * ItemChannels, end = Math.Min(first + ItemChannels, channels), rows = PackedRows.Group<TLanes>();
        float* d = stackalloc float[Side * Side * 16], half = stackalloc float[Side * Side * 16];
        for (int tile = pair * ItemTiles; tile < Math.Min((pair + 1) * ItemTiles, tiles); tile++)
        {
            (int n, int y, int x0) = layout.Place(firstTile + tile);
            (int top, int left) = (y - geometry.PadTop, x0 - geometry.PadLeft);
            bool inside = top >= 0 && left >= 0 && top + Side <= height && left + Side <= width;
            float* corner = x + ((((long)n * height) + top) * width * channels) + ((long)left * channels);
            (int block, int place) = int.DivRem(tile, parts.BlockTiles);
            float* row = PackedRows.Row<TLanes>(v + ((long)block * parts.BlockLength), parts.RowLength * rows, place) + (first * rows);
            for (int c = first; c < end; c += 16, row += 16 * rows)
                if (inside && c + 16 <= channels) Transform<TLanes>(corner + c, (long)width * channels, channels, half, row, parts.PointLength);
                else
                {
                    Gather(corner, c, Math.Min(16, channels - c), top, left, d);
                    Transform<TLanes>(d, Side * 16, 16, half, row, parts.PointLength);
                }
        }
    }

    private void Gather(float* corner, int c, int count, int top, int left, float* d)
    {
        ConvolutionGeometry geometry = layout.Geometry;
        new Span<float>(d, Side * Side * 16).Clear();
        for (int i = Math.Max(0, -top); i < Math.Min(Side, geometry.Input.H - top); i++)
            for (int j = Math.Max(0, -left); j < Math.Min(Side, geometry.Input.W - left); j++)
                new ReadOnlySpan<float>(corner + ((((long)i * geometry.Input.W) + j) * geometry.Input.C) + c, count).CopyTo(new(d + (((i * Side) + j) * 16), count));
    }

    private static void Transform<TLanes>(float* d, long rowPitch, long pixelPitch, float* half, float* target, long pointPitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint quadPitch = PackedRows.Quad * PackedRows.Group<TLanes>();
        for (int j = 0; j < Side; j++)
        {
            (TLanes p0, TLanes p1, TLanes p2, TLanes p3, TLanes p4, TLanes p5) = Points<TLanes>(d + (j * pixelPitch), rowPitch);
            float* to = half + (j * 16);
            p0.Store(to);
            p1.Store(to + (Side * 16));
            p2.Store(to + (2 * Side * 16));
            p3.Store(to + (3 * Side * 16));
            p4.Store(to + (4 * Side * 16));
            p5.Store(to + (5 * Side * 16));
        }

        for (int i = 0; i < Side; i++, target += Side * pointPitch)
        {
            (TLanes p0, TLanes p1, TLanes p2, TLanes p3, TLanes p4, TLanes p5) = Points<TLanes>(half + (i * Side * 16), 16);
            p0.StoreQuads(target, quadPitch);
            p1.StoreQuads(target + pointPitch, quadPitch);
            p2.StoreQuads(target + (2 * pointPitch), quadPitch);
            p3.StoreQuads(target + (3 * pointPitch), quadPitch);
            p4.StoreQuads(target + (4 * pointPitch), quadPitch);
            p5.StoreQuads(target + (5 * pointPitch), quadPitch);
        }
    }

    /// <summary>Bᵀ·(d₀ … d₅)ᵀ for the points 0, ±1, ±2, ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLanes P0, TLanes P1, TLanes P2, TLanes P3, TLanes P4, TLanes P5) Points<TLanes>(float* from, long fromPitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes d0 = TLanes.Load(from), d1 = TLanes.Load(from + fromPitch), d2 = TLanes.Load(from + (2 * fromPitch));
        TLanes d3 = TLanes.Load(from + (3 * fromPitch)), d4 = TLanes.Load(from + (4 * fromPitch)), d5 = TLanes.Load(from + (5 * fromPitch));
        TLanes two = TLanes.Broadcast(2), four = TLanes.Broadcast(4), minusFour = TLanes.Broadcast(-4), minusFive = TLanes.Broadcast(-5);
        TLanes a = TLanes.FusedMultiplyAdd(minusFour, d2, d4), b = TLanes.FusedMultiplyAdd(minusFour, d1, d3);
        TLanes e = d4 - d2, f = (d3 - d1) * two;
        return (TLanes.FusedMultiplyAdd(four, d0, TLanes.FusedMultiplyAdd(minusFive, d2, d4)), a + b, a - b, e + f, e - f, TLanes.FusedMultiplyAdd(four, d1, TLanes.FusedMultiplyAdd(minusFive, d3, d5)));
    }
}
