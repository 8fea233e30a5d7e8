using ConvLens.Compute.Elementwise;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Elementwise;

public sealed class DropoutMaskTests
{
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void Numbers_are_dropped_at_the_rate_and_kept_at_the_inverse_scale(float probability)
    {
        const int Count = 100_003;
        float[] mask = Draw(probability, 1, 2, 0, Count);
        float kept = 1 / (1 - probability);
        Assert.All(mask, factor => Assert.True(factor == 0 || factor == kept));
        double deviation = 5 * Math.Sqrt(probability * (1 - probability) / Count);
        Assert.InRange(mask.Count(factor => factor == 0) / (double)Count, probability - deviation, probability + deviation);
    }

    [Fact]
    public void Probability_zero_keeps_all() => Assert.All(Draw(0, 1, 2, 0, 1000), factor => Assert.Equal(1, factor));

    [Fact]
    public void A_shorter_mask_is_the_beginning_of_a_longer_one()
    {
        float[] longer = Draw(0.5f, 1, 2, 0, 20_000);
        for (int length = 1; length <= 67; length++) Assert.Equal(longer.Take(length), Draw(0.5f, 1, 2, 0, length));
    }

    [Fact]
    public void A_position_skips_four_factors() => Assert.Equal(Draw(0.5f, 1, 2, 0, 400).Skip(12), Draw(0.5f, 1, 2, 3, 388));

    [Fact]
    public void Seeds_and_streams_have_masks_of_their_own()
    {
        float[] mask = Draw(0.5f, 1, 2, 0, 100);
        Assert.Equal(mask, Draw(0.5f, 1, 2, 0, 100));
        Assert.NotEqual(mask, Draw(0.5f, 2, 2, 0, 100));
        Assert.NotEqual(mask, Draw(0.5f, 1, 3, 0, 100));
    }

    private static float[] Draw(float probability, ulong seed, ulong stream, ulong position, int length)
    {
        float[] mask = new float[length];
        DropoutMask.Draw(Schedulers.One, probability, seed, stream, position, mask);
        return mask;
    }
}
