using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Sheets;

/// <summary>Draws a sheet as pixels: dark ink on white paper, in <see cref="StrokeFont"/>.</summary>
public static class SheetRaster
{
    private static readonly Rgb Ink = Rgb.Parse("#1a1a1a"), Muted = Rgb.Parse("#5a5a5a"), Hairline = Rgb.Parse("#b0b0b0");

    /// <summary>The sheet as a raster just large enough for its tiles and its longest line of text.</summary>
    /// <exception cref="ArgumentException">It would have more than <see cref="Raster.MaxPixels"/> pixels.</exception>
    public static Raster Render(Sheet sheet)
    {
        SheetLayout layout = SheetLayout.Of(sheet, (text, size, _) => StrokeFont.Measure(text, size));
        Raster page = new((int)layout.Width, (int)layout.Height, Rgb.White);
        foreach (PlacedImage placed in layout.Images)
        {
            int x = (int)placed.X, y = (int)placed.Y, width = placed.Image.Width * placed.Factor, height = placed.Image.Height * placed.Factor;
            page.Fill(x - 1, y - 1, width + 2, height + 2, Hairline);
            page.Blit(placed.Factor == 1 ? placed.Image : placed.Image.Enlarge(placed.Factor), x, y);
        }

        foreach (PlacedText placed in layout.Texts)
            StrokeFont.Draw(page, (int)placed.X, (int)placed.Y, placed.Text, placed.Type.Size, placed.Type.IsMuted ? Muted : Ink);
        return page;
    }
}
