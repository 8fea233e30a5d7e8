namespace ConvLens.Imaging.Codecs;

/// <summary>A part of a PNG that is stored as a picture of its own: all of it, or one of the seven passes of Adam7 [png2003].</summary>
/// <param name="X">The column of its first pixel.</param>
/// <param name="Y">The row of its first pixel.</param>
/// <param name="StepX">Columns from pixel to pixel.</param>
/// <param name="StepY">Rows from row to row.</param>
/// <param name="Width">Its pixels in a row.</param>
/// <param name="Height">Its rows.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] Adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of a picture in the order of the file, without empty ones.</summary>
    public static IEnumerable<PngPass> Of(PngHeader header) => header.IsInterlaced
        ? from start in Adam7
          let width = (header.Width - start.X + start.StepX - 1) / start.StepX
          let height = (header.Height - start.Y + start.StepY - 1) / start.StepY
          where width > 0 && height > 0
          select new PngPass(start.X, start.Y, start.StepX, start.StepY, width, height)
        : [new(0, 0, 1, 1, header.Width, header.Height)];
}
