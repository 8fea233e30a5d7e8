using ConvLens.Networks.Optimizers;

namespace ConvLens.Training.Tests;

public sealed class TrainingPlanTests
{
    private static readonly TrainingPlan Plan = new(ToyProblem.Network, new Sgd { LearningRate = 0.1f });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Epochs_and_batch_size_below_1_are_refused(int value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan with { Epochs = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => Plan with { BatchSize = value });
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(10, 5, 2)]
    [InlineData(11, 5, 3)]
    [InlineData(10, 11, 1)]
    [InlineData(10, int.MaxValue, 1)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    public void An_epoch_has_as_many_steps_as_batches_begun(int samples, int batch, int steps) => Assert.Equal(steps, (Plan with { BatchSize = batch }).StepsPerEpoch(samples));

    [Fact]
    public void Whatever_changes_the_result_changes_the_description()
    {
        TrainingPlan[] others =
        [
            Plan with { Seed = 1 },
            Plan with { BatchSize = 64 },
            Plan with { Schedule = LearningRateSchedule.DropInLastThird(15) },
            Plan with { Optimizer = new Sgd { LearningRate = 0.2f } },
            Plan with { Optimizer = new Sgd { LearningRate = 0.1f, Momentum = 0.5f } },
            Plan with { Optimizer = new Adam { LearningRate = 0.1f } },
            Plan with { Optimizer = new Adam { LearningRate = 0.1f, Beta1 = 0.8f } },
            Plan with { Optimizer = new Adam { LearningRate = 0.1f, Beta2 = 0.99f } },
            Plan with { Optimizer = new Adam { LearningRate = 0.1f, Epsilon = 1e-7f } },
            Plan with { Network = ToyProblem.Linear },
        ];
        Assert.Equal(others.Length + 1, others.Append(Plan).Select(plan => plan.Description).Distinct().Count());
    }

    [Fact]
    public void Its_description_is_a_line_for_records() =>
        Assert.Equal("toy, SGD, learning rate 0.1, momentum 0, constant rate, batch 128, seed 0", Plan.Description);
}
