using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Pooling;

/// <summary>The innermost loop of max pooling where nobody asks for switches: the largest number of one window, channel by channel.</summary>
internal static unsafe class MaxPoolTile
{
    /// <summary>Pools whole sixteens of channels; returns how many channels that are.</summary>
    /// <param name="x">The window's first tap that lies inside the picture.</param>
    /// <param name="tap">Floats from tap to tap.</param>
    /// <param name="line">Floats from a row of taps to the next.</param>
    /// <param name="rows">Rows of taps inside the picture.</param>
    /// <param name="columns">Taps of a row inside the picture.</param>
    /// <param name="y">The output.</param>
    /// <param name="channels">Channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Run<TLanes>(float* x, nint tap, nint line, int rows, int columns, float* y, int channels)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int left = channels;
        nint nextLine = line - (columns * tap);
        for (; left >= 32; left -= 32, x += 32, y += 32)
        {
            TLanes a = TLanes.Load(x), b = TLanes.Load(x + 16);
            float* from = x;
            for (int i = rows; i > 0; i--, from += nextLine)
                for (int j = columns; j > 0; j--, from += tap)
                {
                    a = TLanes.AtLeast(TLanes.Load(from), a);
                    b = TLanes.AtLeast(TLanes.Load(from + 16), b);
                }

            a.Store(y);
            b.Store(y + 16);
        }

        if (left < 16) return channels - left;
        TLanes best = TLanes.Load(x);
        for (int i = rows; i > 0; i--, x += nextLine)
            for (int j = columns; j > 0; j--, x += tap) best = TLanes.AtLeast(TLanes.Load(x), best);
        best.Store(y);
        return channels - left + 16;
    }
}
