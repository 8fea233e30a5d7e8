using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Testing.Twins;

/// <summary>Pooling window by window.</summary>
public static class PoolingTwin
{
    /// <summary>The largest number of each window and its place y · W + x in the input's plane; of equal ones the first in row order.</summary>
    public static (TwinArray Values, int[] Places) Max(PoolingGeometry geometry, TwinArray input)
    {
        TwinArray result = new(geometry.Output);
        int[] places = new int[geometry.Output.Length];
        int index = 0;
        ForEachWindow(geometry, (n, c, y, x, taps) =>
        {
            (int row, int column) = taps[0];
            foreach ((int i, int j) in taps)
                if (input[n, c, i, j] > input[n, c, row, column]) (row, column) = (i, j);
            result[n, c, y, x] = input[n, c, row, column];
            places[index++] = (row * geometry.Input.W) + column;
        });
        return (result, places);
    }

    /// <summary>Each number of a signal put at its place, added where places meet, zero elsewhere.</summary>
    public static TwinArray Unpool(PoolingGeometry geometry, TwinArray signal, IReadOnlyList<int> places)
    {
        TwinArray result = new(geometry.Input);
        int index = 0;
        ForEachWindow(geometry, (n, c, y, x, _) =>
        {
            (int row, int column) = int.DivRem(places[index++], geometry.Input.W);
            result[n, c, row, column] += signal[n, c, y, x];
        });
        return result;
    }

    /// <summary>The mean of each window, over its size or over the numbers it really holds.</summary>
    public static TwinArray Average(PoolingGeometry geometry, bool countPadding, TwinArray input)
    {
        TwinArray result = new(geometry.Output);
        ForEachWindow(geometry, (n, c, y, x, taps) =>
            result[n, c, y, x] = taps.Sum(tap => input[n, c, tap.Row, tap.Column]) / Divisor(geometry, countPadding, taps, y, x));
        return result;
    }

    /// <summary>The mean of each map.</summary>
    public static TwinArray GlobalAverage(TwinArray input)
    {
        TwinArray result = new([input.Shape[0], input.Shape[1], 1, 1]);
        int plane = input.Shape.H * input.Shape.W;
        for (int i = 0; i < result.Values.Length; i++) result.Values[i] = input.Values.Skip(i * plane).Take(plane).Average();
        return result;
    }

    /// <summary>The mean of every window that a cut of each map into rows and columns touches.</summary>
    public static TwinArray AdaptiveAverage(int rows, int columns, TwinArray input)
    {
        TwinArray result = new([input.Shape[0], input.Shape[1], rows, columns]);
        for (int n = 0; n < result.Shape.N; n++)
            for (int c = 0; c < result.Shape.C; c++)
                for (int y = 0; y < rows; y++)
                    for (int x = 0; x < columns; x++)
                        // A pixel belongs to every part that any of it lies in.
                        result[n, c, y, x] = Enumerable.Range(0, input.Shape.H).Where(i => (i + 1) * rows > y * input.Shape.H && i * rows < (y + 1) * input.Shape.H)
                            .SelectMany(i => Enumerable.Range(0, input.Shape.W).Where(j => (j + 1) * columns > x * input.Shape.W && j * columns < (x + 1) * input.Shape.W).Select(j => input[n, c, i, j])).Average();
        return result;
    }

    /// <summary>Each signal shared out evenly over its window.</summary>
    public static TwinArray AverageGradient(PoolingGeometry geometry, bool countPadding, TwinArray signal)
    {
        TwinArray result = new(geometry.Input);
        ForEachWindow(geometry, (n, c, y, x, taps) =>
        {
            foreach ((int i, int j) in taps) result[n, c, i, j] += signal[n, c, y, x] / Divisor(geometry, countPadding, taps, y, x);
        });
        return result;
    }

    /// <summary>How many windows there are along an axis, found by laying them out one after the other.</summary>
    public static int Windows(int extent, int before, int after, int window, int stride, bool roundUp)
    {
        int windows = 0, start = -before;
        for (; start + window <= extent + after; start += stride) windows++;
        bool numbersLeft = start - stride + window < extent + after;
        return roundUp && numbersLeft && start < extent ? windows + 1 : windows;
    }

    private static double Divisor(PoolingGeometry g, bool countPadding, List<(int Row, int Column)> taps, int y, int x) => !countPadding
        ? taps.Count
        : Enumerable.Range(0, g.WindowRows).Count(i => (y * g.StrideRows) - g.PadTop + (i * g.DilationRows) < g.Input.H + g.PadBottom)
        * Enumerable.Range(0, g.WindowColumns).Count(j => (x * g.StrideColumns) - g.PadLeft + (j * g.DilationColumns) < g.Input.W + g.PadRight);

    // In logical order; the taps are those inside the picture, in row order.
    private static void ForEachWindow(PoolingGeometry geometry, Action<int, int, int, int, List<(int Row, int Column)>> visit)
    {
        Shape input = geometry.Input, output = geometry.Output;
        for (int n = 0; n < output.N; n++)
            for (int c = 0; c < output.C; c++)
                for (int y = 0; y < output.H; y++)
                    for (int x = 0; x < output.W; x++)
                    {
                        List<(int, int)> taps = [];
                        for (int i = 0; i < geometry.WindowRows; i++)
                            for (int j = 0; j < geometry.WindowColumns; j++)
                            {
                                int row = (y * geometry.StrideRows) - geometry.PadTop + (i * geometry.DilationRows), column = (x * geometry.StrideColumns) - geometry.PadLeft + (j * geometry.DilationColumns);
                                if (row >= 0 && row < input.H && column >= 0 && column < input.W) taps.Add((row, column));
                            }

                        visit(n, c, y, x, taps);
                    }
    }
}
