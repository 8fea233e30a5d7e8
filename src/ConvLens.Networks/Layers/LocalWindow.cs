namespace ConvLens.Networks.Layers;

/// <summary>How far one output of a layer sees, and how far the next is away.</summary>
/// <param name="Size">Extent of the window in input pixels, dilation included.</param>
/// <param name="Stride">Input pixels from one window to the next.</param>
public sealed record LocalWindow(Extent Size, Extent Stride)
{
    /// <summary>One pixel sees one pixel.</summary>
    public static LocalWindow Pixel { get; } = new(1, 1);
}
