namespace ConvLens.Compute.Pooling;

/// <summary>The taps of one window that lie inside, as a block in the input's memory.</summary>
/// <param name="Origin">Where the first tap lies.</param>
/// <param name="Counts">Taps along each axis.</param>
/// <param name="Steps">Floats from tap to tap along each axis.</param>
/// <param name="Padded">All taps inside the input or its padding.</param>
internal readonly record struct VolumeWindow(int Origin, (int D, int H, int W) Counts, (int D, int H, int W) Steps, int Padded)
{
    /// <summary>All taps inside.</summary>
    public int Inside => Counts.D * Counts.H * Counts.W;

    /// <summary>Where a tap lies.</summary>
    public int this[int d, int h, int w] => Origin + (d * Steps.D) + (h * Steps.H) + (w * Steps.W);
}
