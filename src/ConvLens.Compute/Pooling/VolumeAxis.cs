namespace ConvLens.Compute.Pooling;

/// <summary>How windows lie along one spatial axis.</summary>
/// <param name="Extent">Positions of the input.</param>
/// <param name="Windows">Positions of the output.</param>
/// <param name="Taps">Positions that a window looks at.</param>
/// <param name="Stride">Input positions from one window to the next.</param>
/// <param name="Before">Padding before the first position.</param>
/// <param name="After">Padding behind the last one.</param>
/// <param name="Dilation">Input positions from one tap to the next.</param>
public sealed record VolumeAxis(int Extent, int Windows, int Taps, int Stride, int Before, int After, int Dilation)
{
    /// <summary>An axis that is not there.</summary>
    public static VolumeAxis None { get; } = new(1, 1, 1, 1, 0, 0, 1);

    /// <summary>The first position inside that a window looks at, how many there are, and how many with padding.</summary>
    internal (int First, int Inside, int Padded) At(int window)
    {
        int start = (window * Stride) - Before;
        (int first, int end) = PoolingGeometry.Inside(window, Stride, Before, Taps, Extent, Dilation);
        return (start + (first * Dilation), end - first, PoolingGeometry.Before(Extent + After, start, Taps, Dilation));
    }
}
