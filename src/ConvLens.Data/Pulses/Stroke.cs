namespace ConvLens.Data.Pulses;

/// <summary>Draws a chain of points as a line of even thickness, without grey edges.</summary>
internal static class Stroke
{
    /// <summary>Sets every pixel whose centre is within half a thickness of the chain.</summary>
    /// <param name="chain">Points (x, y) in pixels; parts outside the picture are left out.</param>
    /// <param name="thickness">Width of the line in pixels.</param>
    /// <param name="value">What set pixels become.</param>
    /// <param name="picture">A square picture, row by row.</param>
    /// <param name="size">The picture's height and width.</param>
    public static void Draw(IReadOnlyList<(double X, double Y)> chain, double thickness, float value, Span<float> picture, int size)
    {
        double radius = thickness / 2;
        for (int i = 1; i < chain.Count; i++)
        {
            ((double x0, double y0), (double x1, double y1)) = (chain[i - 1], chain[i]);
            (int left, int right) = Pixels(Math.Min(x0, x1) - radius, Math.Max(x0, x1) + radius, size);
            (int top, int bottom) = Pixels(Math.Min(y0, y1) - radius, Math.Max(y0, y1) + radius, size);
            double dx = x1 - x0, dy = y1 - y0, lengthSquared = (dx * dx) + (dy * dy);
            for (int row = top; row <= bottom; row++)
            {
                for (int column = left; column <= right; column++)
                {
                    (double x, double y) = (column + 0.5 - x0, row + 0.5 - y0);
                    double along = lengthSquared == 0 ? 0 : Math.Clamp(((x * dx) + (y * dy)) / lengthSquared, 0, 1);
                    double offX = x - (along * dx), offY = y - (along * dy);
                    if ((offX * offX) + (offY * offY) <= radius * radius) picture[(row * size) + column] = value;
                }
            }
        }
    }

    /// <summary>The pixels that a stretch touches, kept in the picture.</summary>
    private static (int First, int Last) Pixels(double low, double high, int size) =>
        ((int)Math.Clamp(low, 0, size), (int)Math.Clamp(high, -1, size - 1));
}
