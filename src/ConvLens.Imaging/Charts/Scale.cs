using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Charts;

/// <summary>An axis with its ends and marks chosen: marks at 1, 2 or 5 times a power of ten, ends at such numbers too.</summary>
internal sealed class Scale
{
    /// <summary>Greater magnitudes count as infinite, so that no difference overflows.</summary>
    public const double Greatest = 1e300;

    private const double RelativeResolution = 1e-9;
    private static readonly double[] Digits = [1, 2, 5];
    private readonly bool _isLogarithmic;

    private Scale(double low, double high, IReadOnlyList<Tick> ticks, bool isLogarithmic)
    {
        Low = low;
        High = high;
        Ticks = ticks;
        _isLogarithmic = isLogarithmic;
    }

    /// <summary>The value at the start of the axis.</summary>
    public double Low { get; }

    /// <summary>The value at the end of the axis.</summary>
    public double High { get; }

    /// <summary>The marks in rising order; at least two.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Whether a value has a place on such an axis.</summary>
    public static bool IsDrawable(double value, bool isLogarithmic) => Math.Abs(value) <= Greatest && (!isLogarithmic || value >= 1 / Greatest);

    /// <summary>An axis over the drawable values, with about <paramref name="marks"/> steps.</summary>
    public static Scale Of(IEnumerable<double> values, bool isLogarithmic, int marks, bool isWhole = false)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!IsDrawable(value, isLogarithmic)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (low > high) (low, high) = isLogarithmic ? (1, 10) : (0, 1);
        if (isLogarithmic)
        {
            (double start, double end, Tick[] powers) = Logarithmic(low, high, marks);
            return new(start, end, powers, true);
        }

        Tick[] ticks = Linear(low, high, marks, isWhole);
        return new(ticks[0].Value, ticks[^1].Value, ticks, false);
    }

    /// <summary>0 at <see cref="Low"/>, 1 at <see cref="High"/>.</summary>
    public double Place(double value) =>
        _isLogarithmic ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low)) : (value - Low) / (High - Low);

    private static Tick[] Linear(double low, double high, int marks, bool isWhole)
    {
        double magnitude = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low <= Math.Max(magnitude * RelativeResolution, 1 / Greatest))
        {
            double margin = magnitude < 1 / Greatest ? 1 : isWhole ? Math.Max(1, magnitude * 1e-6) : magnitude * 0.1;
            (low, high) = (low - margin, high + margin);
        }

        double step = NiceStep((high - low) / marks);
        if (isWhole) step = Math.Max(step, 1);
        double first = Math.Floor((low / step) + RelativeResolution), last = Math.Ceiling((high / step) - RelativeResolution);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step).Select(value => new Tick(value, Label(value, step, magnitude)))];
    }

    private static double NiceStep(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (double digit in Digits)
            if (digit * power >= atLeast * (1 - RelativeResolution)) return digit * power;
        return 10 * power;
    }

    private static string Label(double value, double step, double magnitude)
    {
        int decimals = -(int)Math.Floor(Math.Log10(step) + RelativeResolution);
        bool isPlain = magnitude < 1e6 && decimals <= 5;
        string text = isPlain
            ? value.ToString("F" + Math.Max(decimals, 0))
            : value.ToString("0." + new string('#', Math.Clamp((int)Math.Floor(Math.Log10(Math.Max(magnitude, step))) + decimals, 0, 12)) + "e+0");
        if (Math.Abs(value) < step / 2) return "0";
        return text.Replace("e+", "e", StringComparison.Ordinal).Replace('-', '−');
    }

    /// <summary>From a mark of 1, 2 or 5 times a power of ten to another; marks at all of these where they are few, else at every n-th power of ten.</summary>
    private static (double Low, double High, Tick[] Ticks) Logarithmic(double low, double high, int marks)
    {
        int first = (int)Math.Floor(Math.Log10(low)) - 1, last = (int)Math.Ceiling(Math.Log10(high)) + 1;
        double[] nice = [.. Enumerable.Range(first, last - first + 1).SelectMany(power => Digits.Select(digit => double.Parse($"{digit}e{power}")))];
        int start = Array.FindLastIndex(nice, value => value <= low), end = Array.FindIndex(nice, value => value >= high);
        if (end == start) end++;
        bool isFew = end - start <= marks + 2;
        int firstPower = (start + Digits.Length - 1) / Digits.Length, powers = (end / Digits.Length) - firstPower, stride = ((powers - 1) / (marks + 1)) + 1;
        IEnumerable<double> shown = isFew
            ? nice[start..(end + 1)]
            : Enumerable.Range(0, (powers / stride) + 1).Select(i => nice[(firstPower + (i * stride)) * Digits.Length]);
        return (nice[start], nice[end], [.. shown.Select(value => new Tick(value, CompactNumber.Format(value)))]);
    }
}
