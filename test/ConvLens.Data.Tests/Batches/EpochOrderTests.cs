using ConvLens.Compute.Random;
using ConvLens.Data.Batches;

namespace ConvLens.Data.Tests.Batches;

public sealed class EpochOrderTests
{
    [Fact]
    public void Every_sample_comes_once() => Assert.Equal(Enumerable.Range(0, 1000), EpochOrder.Of(3, 2, 1000).Order());

    [Fact]
    public void Any_epoch_can_be_had_alone_from_its_own_stream() =>
        Assert.Equal(new RandomStream(3, "order/epoch-17").NextPermutation(100), EpochOrder.Of(3, 17, 100));

    [Fact]
    public void Epochs_and_seeds_differ()
    {
        Assert.NotEqual(EpochOrder.Of(0, 0, 100), EpochOrder.Of(0, 1, 100));
        Assert.NotEqual(EpochOrder.Of(0, 0, 100), EpochOrder.Of(1, 0, 100));
    }

    [Fact]
    public void Negative_numbers_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EpochOrder.Of(0, -1, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => EpochOrder.Of(0, 0, -10));
    }
}
