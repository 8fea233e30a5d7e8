namespace ConvLens.Data.Pictures;

/// <summary>How a picture comes to the size of a network's input.</summary>
public enum PictureFit
{
    /// <summary>The whole picture, each side resized on its own.</summary>
    Stretch,

    /// <summary>Resized in proportion until it covers the input divided by <see cref="Preprocessing.Crop"/>; then the middle is cut out.</summary>
    Crop,

    /// <summary>Not at all: the picture must have the size already.</summary>
    Keep,
}
