using System.Runtime.CompilerServices;
using ConvLens.Compute.Products;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Output tile = Aᵀ·M·A + bias, sixteen outputs at a time; what lies outside the output is dropped.</summary>
internal readonly unsafe struct WinogradOutput(WinogradTiles layout, float* bias, float* y, int pitch, Epilogue epilogue)
{
    private const int Side = WinogradConvolution.Inputs, Outputs = WinogradConvolution.Outputs;

    /// <summary>Writes the outputs <paramref name="channel"/> … + 15 of a tile.</summary>
    /// <param name="tile">The tile, counted over the whole batch.</param>
    /// <param name="channel">The first output.</param>
    /// <param name="m">M of the first point.</param>
    /// <param name="pointPitch">Floats from point to point.</param>
    [SkipLocalsInit]
    public void Write<TLanes>(int tile, int channel, float* m, nint pointPitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        ConvolutionGeometry geometry = layout.Geometry;
        int width = geometry.OutputColumns, height = geometry.OutputRows, count = Math.Min(16, geometry.Outputs - channel);
        (int n, int top, int left) = layout.Place(tile);
        int endRow = Math.Min(Outputs, height - top), endColumn = Math.Min(Outputs, width - left);
        float* corner = y + ((((((long)n * height) + top) * width) + left) * pitch) + channel;
        float* half = stackalloc float[Outputs * Side * 16], sums = stackalloc float[Outputs * Outputs * 16], first = stackalloc float[16];
        new Span<float>(first, 16).Clear();
        if (bias is not null) new ReadOnlySpan<float>(bias + channel, count).CopyTo(new(first, 16));
        for (int j = 0; j < Side; j++) Column<TLanes>(m + (j * pointPitch), Side * pointPitch, TLanes.Broadcast(0), half + (j * 16), Side * 16);
        for (int i = 0; i < Outputs; i++) Column<TLanes>(half + (i * Side * 16), 16, TLanes.Load(first), sums + (i * Outputs * 16), 16);
        for (int i = 0; i < endRow; i++)
            for (int j = 0; j < endColumn; j++)
            {
                float* target = corner + (((i * width) + j) * (long)pitch), sum = sums + (((i * Outputs) + j) * 16);
                if (count == 16) epilogue.Invoke(TLanes.Load(sum), target).Store(target);
                else
                    for (int o = 0; o < count; o++) target[o] = epilogue.Invoke(sum[o], target + o);
            }
    }

    /// <summary>Aᵀ·(m₀ … m₅)ᵀ + start for the points 0, ±1, ±2, ∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<TLanes>(float* from, nint fromPitch, TLanes start, float* to, nint toPitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes m0 = TLanes.Load(from), m1 = TLanes.Load(from + fromPitch), m2 = TLanes.Load(from + (2 * fromPitch));
        TLanes m3 = TLanes.Load(from + (3 * fromPitch)), m4 = TLanes.Load(from + (4 * fromPitch)), m5 = TLanes.Load(from + (5 * fromPitch));
        TLanes sum1 = m1 + m2, difference1 = m1 - m2, sum2 = m3 + m4, difference2 = m3 - m4;
        (m0 + sum1 + sum2 + start).Store(to);
        (TLanes.FusedMultiplyAdd(TLanes.Broadcast(2), difference2, difference1) + start).Store(to + toPitch);
        (TLanes.FusedMultiplyAdd(TLanes.Broadcast(4), sum2, sum1) + start).Store(to + (2 * toPitch));
        (TLanes.FusedMultiplyAdd(TLanes.Broadcast(8), difference2, difference1) + m5 + start).Store(to + (3 * toPitch));
    }
}
