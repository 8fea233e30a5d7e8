namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Where position x of a resized axis lies in the original one: n original and m resized positions, scale s = m / n unless it is said.</summary>
public enum ResizeCoordinates
{
    /// <summary>(x + ½) / s − ½: the outer edges of the outermost pixels meet.</summary>
    HalfPixel,

    /// <summary><see cref="HalfPixel"/>, moved so that the middle stays in the middle where s · n is not whole.</summary>
    HalfPixelSymmetric,

    /// <summary><see cref="HalfPixel"/>, but −½ where s · n is 1.</summary>
    PytorchHalfPixel,

    /// <summary>x · (n − 1) / (s · n − 1): the middles of the outermost pixels meet.</summary>
    AlignCorners,

    /// <summary>x / s: the first pixels meet.</summary>
    Asymmetric,

    /// <summary>(x + ½) / s, as TensorFlow's first nearest neighbours had it.</summary>
    TfHalfPixelForNearest,

    /// <summary>A region of the original, from its start to its end, is resized; what lies outside of the original has a value of its own.</summary>
    TfCropAndResize,
}
