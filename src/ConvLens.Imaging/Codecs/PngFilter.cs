namespace ConvLens.Imaging.Codecs;

/// <summary>The row filters of PNG and the choice among them by the minimum sum of absolute differences [png2003].</summary>
internal static class PngFilter
{
    private const int None = 0, Sub = 1, Up = 2, Average = 3, Paeth = 4;

    /// <summary>Writes the filter's number and the filtered row into <paramref name="best"/>; <paramref name="trial"/> is scratch of the same length.</summary>
    public static void Apply(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int bytesPerPixel, ref byte[] best, ref byte[] trial)
    {
        long least = long.MaxValue;
        foreach (int filter in (ReadOnlySpan<int>)[None, Sub, Up, Paeth])
        {
            trial[0] = (byte)filter;
            long cost = Filter(filter, row, above, bytesPerPixel, trial.AsSpan(1));
            if (cost >= least) continue;
            least = cost;
            (best, trial) = (trial, best);
        }
    }

    /// <summary>Turns a filtered row into what it was.</summary>
    /// <param name="filter">The filter's number, 0 to 4.</param>
    /// <param name="row">The row, without that number; changed in place.</param>
    /// <param name="above">The row above; zeros above the first.</param>
    /// <param name="step">Bytes of a pixel, at least 1.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        switch (filter)
        {
            case None: break;
            case Sub: for (int i = step; i < row.Length; i++) row[i] += row[i - step]; break;
            case Up: for (int i = 0; i < row.Length; i++) row[i] += above[i]; break;
            case Average: for (int i = 0; i < row.Length; i++) row[i] += (byte)(((i < step ? 0 : row[i - step]) + above[i]) / 2); break;
            case Paeth: for (int i = 0; i < row.Length; i++) row[i] += (byte)(i < step ? above[i] : Nearest(row[i - step], above[i], above[i - step])); break;
            default: throw new PictureFormatException("a row of a PNG is filtered by 0 to 4", $"{filter}");
        }
    }

    private static long Filter(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> filtered)
    {
        long cost = 0;
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < step ? 0 : row[i - step], corner = i < step ? 0 : above[i - step];
            int guess = filter switch { Sub => left, Up => above[i], Paeth => Nearest(left, above[i], corner), _ => 0 };
            byte difference = unchecked((byte)(row[i] - guess));
            filtered[i] = difference;
            cost += Math.Abs((int)unchecked((sbyte)difference));
        }

        return cost;
    }

    private static int Nearest(int left, int up, int corner)
    {
        int guess = left + up - corner;
        int toLeft = Math.Abs(guess - left), toUp = Math.Abs(guess - up), toCorner = Math.Abs(guess - corner);
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
