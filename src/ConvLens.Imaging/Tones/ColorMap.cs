using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tones;

/// <summary>A line through colour space: 0 is its start, 1 its end.</summary>
/// <remarks>Numbers that are not finite have colours of their own, which occur in no map, so that they are seen and never taken for a value.</remarks>
public sealed class ColorMap
{
    /// <summary>Steps from start to end. Even, so that 0.5 falls on a colour; a multiple of 255, so that grey keeps every 8-bit level.</summary>
    private const int Steps = 510;

    private readonly Rgb[] _colours;

    private ColorMap(string name, Func<double, Rgb> colourAt)
    {
        Name = name;
        _colours = [.. Enumerable.Range(0, Steps + 1).Select(i => colourAt((double)i / Steps))];
    }

    /// <summary>Black to white, linear in the 8-bit level as picture files are.</summary>
    public static ColorMap Gray { get; } = new("gray", t => Rgb.Grey((byte)Math.Round(255 * t, MidpointRounding.AwayFromZero)));

    /// <summary>Dark violet over blue, teal and green to light yellow; lightness grows evenly and carries the order without hue. For values of one sign.</summary>
    public static ColorMap Sequential { get; } = Through(
        "sequential",
        Oklab.Polar(0.24, 0.10, 300),
        Oklab.Polar(0.41, 0.12, 272),
        Oklab.Polar(0.56, 0.10, 225),
        Oklab.Polar(0.71, 0.13, 160),
        Oklab.Polar(0.92, 0.17, 105));

    /// <summary>Blue over near-white to red; both arms have the same lightness and chroma, so that only the sign turns the hue. For signed values.</summary>
    /// <remarks>Blue and orange-red stay apart under the common colour-vision deficiencies.</remarks>
    public static ColorMap Diverging { get; } = Through("diverging", [.. Arm(257), NearWhite, .. Arm(30).Reverse()]);

    /// <summary>Every map, by <see cref="Name"/>.</summary>
    public static IReadOnlyList<ColorMap> All { get; } = [Gray, Sequential, Diverging];

    /// <summary>What stands for NaN in every map: magenta.</summary>
    public static Rgb NaN => new(255, 0, 255);

    /// <summary>What stands for +∞ in every map: cyan.</summary>
    public static Rgb PositiveInfinity => new(0, 255, 255);

    /// <summary>What stands for −∞ in every map: green.</summary>
    public static Rgb NegativeInfinity => new(0, 255, 0);

    /// <summary>The map's name in lower case.</summary>
    public string Name { get; }

    private static Oklab NearWhite => new(0.97, 0, 0);

    /// <summary>The colour at a fraction of the way.</summary>
    /// <param name="fraction">0 to 1; clamped. NaN gives <see cref="NaN"/>.</param>
    public Rgb At(double fraction) => double.IsNaN(fraction) ? NaN : _colours[(int)Math.Round(Math.Clamp(fraction, 0, 1) * Steps)];

    /// <summary><see cref="Name"/>.</summary>
    public override string ToString() => Name;

    private static Oklab[] Arm(double hue) => [Oklab.Polar(0.34, 0.115, hue), Oklab.Polar(0.53, 0.165, hue), Oklab.Polar(0.77, 0.105, hue)];

    /// <summary>Straight lines in OKLab from anchor to anchor, walked at even speed: equal steps of the value are equal steps of the eye.</summary>
    private static ColorMap Through(string name, params Oklab[] anchors)
    {
        double[] reached = new double[anchors.Length];
        for (int i = 1; i < anchors.Length; i++) reached[i] = reached[i - 1] + anchors[i - 1].DistanceTo(anchors[i]);
        return new(name, t =>
        {
            double distance = t * reached[^1];
            int leg = 1;
            while (leg < anchors.Length - 1 && distance > reached[leg]) leg++;
            return Oklab.Mix(anchors[leg - 1], anchors[leg], (distance - reached[leg - 1]) / (reached[leg] - reached[leg - 1])).ToRgb();
        });
    }
}
