namespace ConvLens.Imaging.Resampling;

/// <summary>Which source pixels make each pixel of one axis, and with what weights: made once, used for every row or column.</summary>
internal sealed class ResizeWeights
{
    private readonly int[] _starts;
    private readonly float[][] _weights;

    /// <summary>The weights of an axis.</summary>
    /// <param name="source">Pixels there are.</param>
    /// <param name="target">Pixels asked for.</param>
    /// <param name="filter">The filter.</param>
    public ResizeWeights(int source, int target, ResizeFilter filter)
    {
        (_starts, _weights) = (new int[target], new float[target][]);
        double step = (double)source / target, stretch = Math.Max(1, step), reach = stretch * (filter == ResizeFilter.Bilinear ? 1 : 3);
        for (int i = 0; i < target; i++)
        {
            // Pixels are squares: pixel k has its centre at k + ½. What lies outside the picture has no weight.
            double centre = (i + 0.5) * step;
            int start = Math.Max(0, (int)(centre - reach + 0.5)), end = Math.Min(source, (int)(centre + reach + 0.5));
            double[] weights = [.. Enumerable.Range(start, end - start).Select(k => Weight(filter, (k + 0.5 - centre) / stretch))];
            double sum = weights.Sum();
            (_starts[i], _weights[i]) = (start, [.. weights.Select(weight => (float)(weight / sum))]);
        }
    }

    /// <summary>The first source pixel of a target pixel, and the weights from there on.</summary>
    public (int Start, float[] Weights) this[int target] => (_starts[target], _weights[target]);

    private static double Weight(ResizeFilter filter, double x) => filter == ResizeFilter.Bilinear ? Math.Max(0, 1 - Math.Abs(x)) : Math.Abs(x) < 3 ? Sinc(x) * Sinc(x / 3) : 0;

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
