namespace ConvLens.Networks.Layers.Geometry;

/// <summary>How numbers between positions are found.</summary>
public enum Interpolation
{
    /// <summary>The number at the nearest position.</summary>
    Nearest,

    /// <summary>A straight line between two neighbours along each axis.</summary>
    Linear,

    /// <summary>Keys' cubic convolution over four neighbours along each axis [keys1981].</summary>
    Cubic,
}
