using ConvLens.Compute.Layout;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>One axis of a resize.</summary>
/// <param name="Extent">Original positions.</param>
/// <param name="Resized">Positions afterwards.</param>
/// <param name="Scale">Their ratio, or the one that was asked for.</param>
/// <param name="Region">The part that is resized, where one is given.</param>
internal sealed record ResizeAxis(int Extent, long Resized, double Scale, (float Start, float End)? Region)
{
    /// <summary>Whether nothing changes along it.</summary>
    public bool IsIdentity => Extent == Resized && Scale == 1 && Region is null or (0, 1);

    /// <summary>The nearest position of each; −1 outside.</summary>
    public IEnumerable<int> Nearest(Resize layer) => Places(layer).Select(place => place is not { } x ? -1 : (int)Math.Clamp(
        layer.Rounding switch
        {
            NearestRounding.RoundPreferFloor => Math.Ceiling(x - 0.5),
            NearestRounding.RoundPreferCeil => Math.Floor(x + 0.5),
            NearestRounding.Floor => Math.Floor(x),
            _ => Math.Ceiling(x),
        },
        0,
        Extent - 1));

    /// <summary>The weights of the interpolation; none outside.</summary>
    public AxisWeights Weights(Resize layer) => new(Extent, Places(layer).Select(place => place is { } x ? Row(layer, x) : []));

    private List<(int, double)> Row(Resize layer, double x)
    {
        // A reduction's filter is as much wider as the axis gets shorter.
        double scale = layer.Antialias ? Math.Min(Scale, 1) : 1, sum = 0;
        int before = (int)Math.Floor(-(layer.Interpolation == Interpolation.Linear ? 1 : 2) / scale) + 1;
        long first = (long)Math.Floor(x) + before, last = (long)Math.Floor(x) + 1 - before;
        SortedDictionary<int, double> weights = [];
        for (long position = first; position <= last; position++)
        {
            double distance = Math.Abs(position - x) * scale, weight = layer.Interpolation == Interpolation.Linear ? Math.Max(0, 1 - distance) : Cubic(distance, layer.CubicCoefficient);
            if (layer.ExcludeOutside && (position < 0 || position >= Extent)) continue;
            int inside = (int)Math.Clamp(position, 0, Extent - 1);
            weights[inside] = weights.GetValueOrDefault(inside) + weight;
            sum += weight;
        }

        return [.. weights.Where(pair => pair.Value != 0).Select(pair => (pair.Key, layer.Antialias || layer.ExcludeOutside ? pair.Value / sum : pair.Value))];
    }

    private static double Cubic(double x, double a) =>
        x <= 1 ? ((((a + 2) * x) - (a + 3)) * x * x) + 1
        : x < 2 ? (((((x - 5) * x) + 8) * x) - 4) * a
        : 0;

    // Where each position lies in the original; null outside of it.
    private IEnumerable<double?> Places(Resize layer)
    {
        double length = Scale * Extent;
        for (int i = 0; i < Resized; i++)
        {
            double half = ((i + 0.5) / Scale) - 0.5;
            yield return layer.Coordinates switch
            {
                ResizeCoordinates.HalfPixel => half,
                ResizeCoordinates.HalfPixelSymmetric => (Extent / 2.0 * (1 - (Resized / length))) + half,
                ResizeCoordinates.PytorchHalfPixel => length == 1 ? -0.5 : half,
                ResizeCoordinates.AlignCorners => length == 1 ? 0 : i * (Extent - 1) / (length - 1),
                ResizeCoordinates.Asymmetric => i / Scale,
                ResizeCoordinates.TfHalfPixelForNearest => half + 0.5,
                _ => Cropped(i),
            };
        }
    }

    private double? Cropped(int i)
    {
        (float start, float end) = Region ?? (0, 1);
        double x = (Resized > 1 ? start + (i * ((double)end - start) / (Resized - 1)) : 0.5 * ((double)start + end)) * (Extent - 1);
        return x >= 0 && x <= Extent - 1 ? x : null;
    }
}
