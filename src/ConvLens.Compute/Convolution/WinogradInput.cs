using System.Runtime.CompilerServices;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>V = Bᵀ·d·B for two neighbouring tiles and up to 128 channels, sixteen at a time. Pixels outside the picture are zeros.</summary>
internal readonly unsafe struct WinogradInput(WinogradTiles layout, WinogradPartition parts, float* x, float* v, int firstTile, int tiles) : IKernel
{
    private const int Side = WinogradConvolution.Inputs, ItemTiles = 2;

    /// <summary>Items of the batch.</summary>
    public int Items => RoundUp.Quotient(tiles, ItemTiles) * parts.Depths;

    [SkipLocalsInit]
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        ConvolutionGeometry geometry = layout.Geometry;
        int channels = geometry.Input.C, width = geometry.Input.W, height = geometry.Input.H;
        (int pair, int depth) = int.DivRem(item, parts.Depths);
        int first = depth * WideTile.Depth, end = Math.Min(first + WideTile.Depth, channels);
        float* d = stackalloc float[Side * Side * 16], half = stackalloc float[Side * Side * 16];
        for (int tile = pair * ItemTiles; tile < Math.Min((pair + 1) * ItemTiles, tiles); tile++)
        {
            (int n, int y, int x0) = layout.Place(firstTile + tile);
            (int top, int left) = (y - geometry.PadTop, x0 - geometry.PadLeft);
            bool inside = top >= 0 && left >= 0 && top + Side <= height && left + Side <= width;
            float* corner = x + ((((long)n * height) + top) * width * channels) + ((long)left * channels), row = v + ((((long)depth * parts.Rows) + tile) * WideTile.Depth);
            for (int c = first; c < end; c += 16, row += 16)
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
        for (int j = 0; j < Side; j++) Column<TLanes>(d + (j * pixelPitch), rowPitch, half + (j * 16), Side * 16);
        for (int i = 0; i < Side; i++) Column<TLanes>(half + (i * Side * 16), 16, target + (i * Side * pointPitch), pointPitch);
    }

    /// <summary>Bᵀ·(d₀ … d₅)ᵀ for the points 0, ±1, ±2, ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<TLanes>(float* from, long fromPitch, float* to, long toPitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes d0 = TLanes.Load(from), d1 = TLanes.Load(from + fromPitch), d2 = TLanes.Load(from + (2 * fromPitch));
        TLanes d3 = TLanes.Load(from + (3 * fromPitch)), d4 = TLanes.Load(from + (4 * fromPitch)), d5 = TLanes.Load(from + (5 * fromPitch));
        TLanes two = TLanes.Broadcast(2), four = TLanes.Broadcast(4), minusFour = TLanes.Broadcast(-4), minusFive = TLanes.Broadcast(-5);
        TLanes a = TLanes.FusedMultiplyAdd(minusFour, d2, d4), b = TLanes.FusedMultiplyAdd(minusFour, d1, d3);
        TLanes e = d4 - d2, f = (d3 - d1) * two;
        TLanes.FusedMultiplyAdd(four, d0, TLanes.FusedMultiplyAdd(minusFive, d2, d4)).Store(to);
        (a + b).Store(to + toPitch);
        (a - b).Store(to + (2 * toPitch));
        (e + f).Store(to + (3 * toPitch));
        (e - f).Store(to + (4 * toPitch));
        TLanes.FusedMultiplyAdd(four, d1, TLanes.FusedMultiplyAdd(minusFive, d3, d5)).Store(to + (5 * toPitch));
    }
}
