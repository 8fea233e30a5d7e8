using ConvLens.Imaging.Text;

namespace ConvLens.Imaging.Tests.Text;

public class CompactNumberTests
{
    [Theory]
    [InlineData(0.0123, "0.0123")]
    [InlineData(0.012345, "0.0123")]
    [InlineData(0.0012345, "0.00123")]
    [InlineData(0.00099996, "0.001")]
    [InlineData(1.2e-5, "1.2e−5")]
    [InlineData(-1.2345e-5, "−1.23e−5")]
    [InlineData(318, "318")]
    [InlineData(318.4, "318")]
    [InlineData(-4.5, "−4.5")]
    [InlineData(9.999, "10")]
    [InlineData(99.96, "100")]
    [InlineData(1234.5678, "1235")]
    [InlineData(54321, "54321")]
    [InlineData(99999.7, "1e5")]
    [InlineData(1234567, "1.23e6")]
    [InlineData(1, "1")]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(0.1f, "0.1")]
    [InlineData(1e300, "1e300")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "∞")]
    [InlineData(double.NegativeInfinity, "−∞")]
    public void A_number_is_written_in_short(double value, string expected) => Assert.Equal(expected, CompactNumber.Format(value));
}
