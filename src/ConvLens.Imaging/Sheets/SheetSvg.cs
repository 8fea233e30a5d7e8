using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Svg;

namespace ConvLens.Imaging.Sheets;

/// <summary>Draws a sheet as an <c>&lt;svg&gt;</c> element that holds its pictures and takes the page's text colour, in light and in dark.</summary>
public static class SheetSvg
{
    /// <summary>The sheet as XML, to stand inside a page or, as a file, on its own.</summary>
    /// <exception cref="ArgumentException">It would have more than <see cref="Raster.MaxPixels"/> pixels.</exception>
    public static string Render(Sheet sheet)
    {
        SheetLayout layout = SheetLayout.Of(sheet, SansMetrics.Measure);
        SvgBuilder svg = new(layout.Width, layout.Height, sheet.Title);
        foreach (PlacedImage placed in layout.Images)
        {
            long width = (long)placed.Image.Width * placed.Factor, height = (long)placed.Image.Height * placed.Factor;
            svg.Image(placed.X, placed.Y, width, height, PngWriter.ToDataUri(placed.Image));
            svg.Frame(placed.X, placed.Y, width, height);
        }

        foreach (PlacedText placed in layout.Texts)
            svg.Text(placed.X, placed.Y, placed.Text, placed.Type.Size, isStrong: placed.Type.IsStrong, isMuted: placed.Type.IsMuted);
        return svg.Close();
    }
}
