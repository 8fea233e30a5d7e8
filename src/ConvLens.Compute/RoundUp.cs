namespace ConvLens.Compute;

/// <summary>Division of counts where a rest takes a place of its own.</summary>
internal static class RoundUp
{
    /// <summary>⌈number / divisor⌉ for a number from 0 on.</summary>
    public static int Quotient(int number, int divisor) => (number + divisor - 1) / divisor;

    /// <summary>⌈number / divisor⌉ for a number from 0 on.</summary>
    public static long Quotient(long number, long divisor) => (number + divisor - 1) / divisor;

    /// <summary>The least multiple of <paramref name="factor"/> that is not below <paramref name="number"/>.</summary>
    public static int Multiple(int number, int factor) => Quotient(number, factor) * factor;
}
