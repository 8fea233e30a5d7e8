namespace ConvLens.Imaging.Resampling;

/// <summary>How a resized pixel weighs the pixels around its centre; when shrinking, the filter is widened by the factor (antialiasing).</summary>
public enum ResizeFilter
{
    /// <summary>The triangle <c>1 − |x|</c> over two pixels: what data loaders of the field use.</summary>
    Bilinear,

    /// <summary>The windowed sinc <c>sinc(x) · sinc(x / 3)</c> over six pixels [duchon1979]: sharper, and may overshoot.</summary>
    Lanczos,
}
