namespace ConvLens.Training.Tests;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void A_constant_rate_is_never_multiplied() => Assert.All(Enumerable.Range(0, 100), epoch => Assert.Equal(1, LearningRateSchedule.Constant.FactorAt(epoch)));

    [Fact]
    public void Each_drop_holds_from_its_epoch_to_the_next()
    {
        LearningRateSchedule schedule = new([(2, 0.5f), (5, 0.25f)]);
        Assert.Equal([1, 1, 0.5f, 0.5f, 0.5f, 0.25f, 0.25f], Enumerable.Range(0, 7).Select(schedule.FactorAt));
    }

    [Fact]
    public void A_drop_at_the_first_epoch_holds_from_the_start() => Assert.Equal(0.5f, new LearningRateSchedule([(0, 0.5f)]).FactorAt(0));

    [Theory]
    [InlineData(15, 10)]
    [InlineData(8, 6)]
    [InlineData(3, 2)]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void The_last_third_of_the_epochs_runs_at_a_tenth(int epochs, int fullEpochs) =>
        Assert.Equal(fullEpochs, Enumerable.Range(0, epochs).Count(epoch => LearningRateSchedule.DropInLastThird(epochs).FactorAt(epoch) == 1));

    [Fact]
    public void It_counts_epochs_from_1_in_words()
    {
        Assert.Equal("constant rate", LearningRateSchedule.Constant.Description);
        Assert.Equal("rate × 0.1 from epoch 11", LearningRateSchedule.DropInLastThird(15).Description);
        Assert.Equal("rate × 0.5 from epoch 3, rate × 0.25 from epoch 6", new LearningRateSchedule([(2, 0.5f), (5, 0.25f)]).Description);
    }
}
