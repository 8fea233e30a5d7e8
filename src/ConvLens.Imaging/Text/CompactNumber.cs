namespace ConvLens.Imaging.Text;

/// <summary>Numbers short enough for a label: three significant digits and a true minus sign.</summary>
public static class CompactNumber
{
    private const string Minus = "\u2212";

    /// <summary>
    /// <c>0.0123</c>, <c>318</c>, <c>−4.5</c>, <c>1.2e−5</c>. Three significant digits without trailing zeros; the whole part is written out below
    /// 100000; below 0.001 and from 100000 on an exponent follows. <c>NaN</c>, <c>∞</c> and <c>−∞</c> stand for themselves.
    /// </summary>
    public static string Format(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : Minus + "∞";
        if (value == 0) return "0";
        string sign = value < 0 ? Minus : "";

        // Rounded first, so that 99999.7 is judged as the 1e5 it will be written as.
        string scientific = Math.Abs(value).ToString("0.##e+0");
        int exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('e') + 1));
        if (exponent is >= -3 and < 5) return sign + Math.Round(Math.Abs(value), Math.Max(2 - exponent, 0)).ToString("0.#####");
        return sign + scientific.Replace("e+", "e", StringComparison.Ordinal).Replace("-", Minus, StringComparison.Ordinal);
    }
}
