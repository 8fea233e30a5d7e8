using ConvLens.Compute.Random;

namespace ConvLens.Compute.Tests.Random;

public sealed class RandomStreamTests
{
    private const int Count = 100_000;

    [Fact]
    public void Words_are_the_blocks_of_philox_in_order()
    {
        RandomStream stream = new(42, "words");
        for (ulong position = 0; position < 5; position++)
        {
            (uint x0, uint x1, uint x2, uint x3) = Philox.Block(position, stream.Stream, 42);
            Assert.Equal([x0, x1, x2, x3], [stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32(), stream.NextUInt32()]);
        }
    }

    [Fact]
    public void A_stream_is_the_first_eight_bytes_of_its_names_hash()
    {
        // SHA-256 of "abc" begins ba7816bf 8f01cfea (FIPS 180-2, appendix B.1).
        Assert.Equal(0xeacf018f_bf1678ba, new RandomStream(0, "abc").Stream);
    }

    [Fact]
    public void Same_seed_and_name_give_the_same_numbers_others_do_not()
    {
        uint[] Draw(ulong seed, string name)
        {
            RandomStream stream = new(seed, name);
            return [.. Enumerable.Range(0, 8).Select(_ => stream.NextUInt32())];
        }

        Assert.Equal(Draw(1, "a"), Draw(1, "a"));
        Assert.NotEqual(Draw(1, "a"), Draw(2, "a"));
        Assert.NotEqual(Draw(1, "a"), Draw(1, "b"));
    }

    [Fact]
    public void Streams_of_different_names_do_not_correlate()
    {
        RandomStream left = new(1, "left"), right = new(1, "right");
        double sum = 0;
        for (int i = 0; i < Count; i++) sum += (left.NextSingle() - 0.5) * (right.NextSingle() - 0.5);
        // A product's standard deviation is 1/12; five of the mean's.
        Assert.InRange(sum / Count, -5 / 12.0 / Math.Sqrt(Count), 5 / 12.0 / Math.Sqrt(Count));
    }

    [Fact]
    public void Singles_lie_in_the_unit_interval_with_its_moments()
    {
        RandomStream stream = new(3, "singles");
        double sum = 0, squares = 0;
        for (int i = 0; i < Count; i++)
        {
            float value = stream.NextSingle();
            Assert.InRange(value, 0, MathF.BitDecrement(1));
            Assert.Equal(value * (1 << 24), MathF.Floor(value * (1 << 24)));
            sum += value;
            squares += (value - 0.5) * (value - 0.5);
        }

        // Standard deviations of the means: √(1/12) / √N and √(1/180) / √N; five of each.
        Assert.InRange(sum / Count, 0.5 - (5 * 0.289 / Math.Sqrt(Count)), 0.5 + (5 * 0.289 / Math.Sqrt(Count)));
        Assert.InRange(squares / Count, (1 / 12.0) - (5 * 0.0746 / Math.Sqrt(Count)), (1 / 12.0) + (5 * 0.0746 / Math.Sqrt(Count)));
    }

    [Fact]
    public void A_range_never_reaches_its_upper_end()
    {
        RandomStream stream = new(4, "range");
        for (int i = 0; i < 1000; i++) Assert.InRange(stream.NextSingle(-2, 3), -2, MathF.BitDecrement(3));

        // Neighbouring floats: nothing but the lower end lies between them.
        for (int i = 0; i < 1000; i++) Assert.Equal(16777216, stream.NextSingle(16777216, 16777218));
    }

    [Fact]
    public void An_empty_range_is_its_only_number()
    {
        RandomStream stream = new(4, "empty");
        Assert.Equal(0, stream.NextSingle(-0f, 0f));
        Assert.Equal(7, stream.NextSingle(7, 7));
    }

    [Fact]
    public void Integers_are_equally_likely()
    {
        RandomStream stream = new(5, "integers");
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) counts[stream.NextInt32(7)]++;
        // Binomial: standard deviation √(70000 · 1/7 · 6/7) = 92.6; five of them.
        Assert.All(counts, count => Assert.InRange(count, 10_000 - 463, 10_000 + 463));
    }

    [Fact]
    public void Large_counts_reject_what_would_bias_them()
    {
        // 2³² words for 3 · 2²⁹ numbers: without rejection, multiples of 3 would get three words of every eight instead of a third.
        RandomStream stream = new(6, "large");
        int multiples = 0;
        for (int i = 0; i < 30_000; i++)
            if (stream.NextInt32(3 << 29) % 3 == 0) multiples++;
        // Standard deviation √(30000 · 1/3 · 2/3) = 81.6; five of them.
        Assert.InRange(multiples, 10_000 - 408, 10_000 + 408);
    }

    [Fact]
    public void Counts_below_one_are_refused()
    {
        RandomStream stream = new(0, "none");
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.NextInt32(0));
        Assert.Equal(0, stream.NextInt32(1));
    }

    [Fact]
    public void Normals_have_mean_zero_variance_one_and_tails()
    {
        RandomStream stream = new(7, "normals");
        double sum = 0, squares = 0;
        int beyondTwo = 0;
        for (int i = 0; i < Count; i++)
        {
            float value = stream.NextNormal();
            Assert.True(float.IsFinite(value));
            sum += value;
            squares += value * value;
            if (Math.Abs(value) > 2) beyondTwo++;
        }

        double root = Math.Sqrt(Count);
        Assert.InRange(sum / Count, -5 / root, 5 / root);
        Assert.InRange(squares / Count, 1 - (5 * Math.Sqrt(2) / root), 1 + (5 * Math.Sqrt(2) / root));
        // P(|z| > 2) = 0.0455.
        Assert.InRange(beyondTwo / (double)Count, 0.0455 - (5 * 0.2084 / root), 0.0455 + (5 * 0.2084 / root));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void A_permutation_holds_every_number_once(int count) =>
        Assert.Equal(Enumerable.Range(0, count), new RandomStream(8, "permutation").NextPermutation(count).Order());

    [Fact]
    public void All_orders_of_three_are_equally_likely()
    {
        RandomStream stream = new(9, "orders");
        Dictionary<string, int> counts = [];
        for (int i = 0; i < 60_000; i++)
        {
            string order = string.Concat(stream.NextPermutation(3));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Standard deviation √(60000 · 1/6 · 5/6) = 91.3; five of them.
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 10_000 - 457, 10_000 + 457));
    }
}
