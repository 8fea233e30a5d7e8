using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Charts;

/// <summary>An axis with its ends and marks chosen: marks at 1, 2 or 5 times a power of ten, ends on marks.</summary>
internal sealed class Scale
{
    /// <summary>Greater magnitudes count as infinite, so that no difference overflows.</summary>
    public const double Greatest = 1e300;

    private const double RelativeResolution = 1e-9;
    private readonly bool _isLogarithmic;

    private Scale(IReadOnlyList<Tick> ticks, bool isLogarithmic)
    {
        Ticks = ticks;
        _isLogarithmic = isLogarithmic;
    }

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
        return isLogarithmic ? new(Logarithmic(low, high, marks), true) : new(Linear(low, high, marks, isWhole), false);
    }

    /// <summary>0 at the first mark, 1 at the last.</summary>
    public double Place(double value)
    {
        double low = Ticks[0].Value, high = Ticks[^1].Value;
        return _isLogarithmic ? Math.Log10(value / low) / Math.Log10(high / low) : (value - low) / (high - low);
    }

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
        foreach (double digit in (ReadOnlySpan<double>)[1, 2, 5])
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

    /// <summary>Every power of ten, or every n-th where they are many; 1, 2 and 5 times them where they are few.</summary>
    private static Tick[] Logarithmic(double low, double high, int marks)
    {
        int first = (int)Math.Floor(Math.Log10(low) + RelativeResolution), last = (int)Math.Ceiling(Math.Log10(high) - RelativeResolution);
        last = Math.Max(last, first + 1);
        int stride = ((last - first - 1) / (marks + 1)) + 1;
        last = first + ((last - first + stride - 1) / stride * stride);
        double[] digits = last - first <= 2 ? [1, 2, 5] : [1];
        List<double> values = [.. Enumerable.Range(0, ((last - first) / stride) + 1)
            .SelectMany(i => digits.Select(digit => double.Parse($"{digit}e{first + (i * stride)}")))
            .TakeWhile(value => value <= double.Parse($"1e{last}"))];

        // The outer marks that no value needs are left off.
        while (values.Count > 2 && values[1] <= low * (1 + RelativeResolution)) values.RemoveAt(0);
        while (values.Count > 2 && values[^2] >= high * (1 - RelativeResolution)) values.RemoveAt(values.Count - 1);
        return [.. values.Select(value => new Tick(value, CompactNumber.Format(value)))];
    }
}
