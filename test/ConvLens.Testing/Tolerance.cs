using ConvLens.Compute.Tensors;
using ConvLens.Testing.Twins;
using Xunit;

namespace ConvLens.Testing;

/// <summary>How far float32 results lie from their double-precision twins.</summary>
public static class Tolerance
{
    /// <summary>‖found − expected‖ / ‖expected‖ in the Euclidean norm.</summary>
    /// <param name="expected">The twin's numbers.</param>
    /// <param name="found">The library's numbers.</param>
    /// <param name="leastNorm">Smallest norm to divide by, for results that ought to vanish. Default: none.</param>
    public static double RelativeError(ReadOnlySpan<double> expected, ReadOnlySpan<float> found, double leastNorm = 0)
    {
        Assert.Equal(expected.Length, found.Length);
        double difference = 0, norm = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            difference += (found[i] - expected[i]) * (found[i] - expected[i]);
            norm += expected[i] * expected[i];
        }

        return difference == 0 ? 0 : Math.Sqrt(difference) / Math.Max(Math.Sqrt(norm), leastNorm);
    }

    /// <summary>The largest |found − expected|.</summary>
    public static double LargestError(ReadOnlySpan<double> expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        double largest = 0;
        for (int i = 0; i < expected.Length; i++) largest = Math.Max(largest, Math.Abs(found[i] - expected[i]));
        return largest;
    }

    /// <summary>Holds a tensor to its twin's shape and, within a relative error, its numbers.</summary>
    public static void AssertClose(TwinArray expected, Tensor found, double relativeError)
    {
        Assert.Equal(expected.Shape, found.Shape);
        double error = RelativeError(expected.Values, found.ToLogical());
        Assert.True(error <= relativeError, $"relative error {error:G3} exceeds {relativeError:G3}");
    }

    /// <summary>Holds a tensor to its twin exactly; for whole numbers, whose sums float32 holds without rounding.</summary>
    public static void AssertExact(TwinArray expected, Tensor found)
    {
        Assert.Equal(expected.Shape, found.Shape);
        float[] logical = found.ToLogical();
        for (int i = 0; i < logical.Length; i++)
            Assert.True(expected.Values[i] == logical[i], $"element {i} of {found.Shape} is {logical[i]}, expected {expected.Values[i]}");
    }

    /// <summary>Distance from a float to the exact number, in units of the float's last place at that number.</summary>
    /// <remarks>Below the normal floats the unit is that of the smallest normal ones, 2⁻¹⁴⁹.</remarks>
    public static double UnitsInLastPlace(double expected, float found)
    {
        if (double.IsNaN(expected)) return float.IsNaN(found) ? 0 : double.PositiveInfinity;
        if (expected == found) return 0;
        double magnitude = Math.Max(Math.Abs(expected), 1.17549435e-38);
        return Math.Abs(found - expected) / Math.ScaleB(1, Math.ILogB(magnitude) - 23);
    }
}
