namespace ConvLens.Imaging.Codecs;

/// <summary>The formats of pictures that are known by their first bytes.</summary>
public enum PictureFormat
{
    /// <summary>Portable Network Graphics; read by <see cref="PngReader"/>, the others by libvips.</summary>
    Png,

    /// <summary>JPEG: baseline or progressive; grey, colour or CMYK.</summary>
    Jpeg,

    /// <summary>WebP; of films the first frame.</summary>
    WebP,

    /// <summary>GIF, the first frame.</summary>
    Gif,

    /// <summary>TIFF, the first page.</summary>
    Tiff,

    /// <summary>AVIF and its relatives in a HEIF container.</summary>
    Avif,

    /// <summary>Windows bitmap; read by <see cref="BmpReader"/>.</summary>
    Bmp,
}
