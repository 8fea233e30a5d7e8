using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tones;

/// <summary>A colour by lightness (0 black to 1 white) and two opponent axes; equal distances look about equally different [ottosson2020].</summary>
/// <param name="L">Lightness.</param>
/// <param name="A">Green (negative) to red.</param>
/// <param name="B">Blue (negative) to yellow.</param>
internal readonly record struct Oklab(double L, double A, double B)
{
    /// <summary>A colour by lightness, chroma and hue in degrees.</summary>
    public static Oklab Polar(double lightness, double chroma, double hue)
    {
        (double sin, double cos) = Math.SinCos(hue * Math.PI / 180);
        return new(lightness, chroma * cos, chroma * sin);
    }

    public static Oklab Mix(Oklab from, Oklab to, double t) =>
        new(from.L + (t * (to.L - from.L)), from.A + (t * (to.A - from.A)), from.B + (t * (to.B - from.B)));

    public double DistanceTo(Oklab other) => Math.Sqrt(Square(L - other.L) + Square(A - other.A) + Square(B - other.B));

    /// <summary>The nearest 8-bit sRGB colour, channel by channel.</summary>
    public Rgb ToRgb()
    {
        double l = Cube(L + (0.3963377774 * A) + (0.2158037573 * B));
        double m = Cube(L - (0.1055613458 * A) - (0.0638541728 * B));
        double s = Cube(L - (0.0894841775 * A) - (1.2914855480 * B));
        return new(
            Encode((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Encode((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Encode((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    private static byte Encode(double linear)
    {
        double code = linear <= 0.0031308 ? 12.92 * linear : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(255 * Math.Clamp(code, 0, 1));
    }

    private static double Square(double x) => x * x;

    private static double Cube(double x) => x * x * x;
}
