namespace ConvLens.Imaging.Rasters;

/// <summary>The eight ways in which a camera stores a picture, as EXIF counts them [exif2019].</summary>
public static class Orientation
{
    /// <summary>The picture as it should stand.</summary>
    /// <param name="stored">The picture as it is stored.</param>
    /// <param name="orientation">1 upright, 2 mirrored, 3 turned by half, 4 upside down, 5 transposed, 6 to be turned clockwise, 7 transposed along the other diagonal, 8 to be turned anticlockwise; others as 1.</param>
    public static Raster Upright(this Raster stored, int orientation)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (orientation is < 2 or > 8) return stored;
        int right = stored.Width - 1, bottom = stored.Height - 1;
        Raster upright = orientation < 5 ? new(stored.Width, stored.Height) : new(stored.Height, stored.Width);
        for (int y = 0; y < upright.Height; y++)
        {
            for (int x = 0; x < upright.Width; x++)
            {
                upright[x, y] = orientation switch
                {
                    2 => stored[right - x, y],
                    3 => stored[right - x, bottom - y],
                    4 => stored[x, bottom - y],
                    5 => stored[y, x],
                    6 => stored[y, bottom - x],
                    7 => stored[right - y, bottom - x],
                    _ => stored[right - y, x],
                };
            }
        }

        return upright;
    }
}
