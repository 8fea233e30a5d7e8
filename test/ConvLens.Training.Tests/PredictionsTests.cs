using ConvLens.Compute.Tensors;

namespace ConvLens.Training.Tests;

public sealed class PredictionsTests
{
    private static readonly Tensor Scores = Tensor.FromLogical([5, 3], [1, 2, 3, 3, 2, 1, 1, 3, 3, 2, 2, 2, -3, -1, -2]);

    [Fact]
    public void The_largest_score_wins_and_of_equal_ones_the_first() => Assert.Equal([2, 0, 1, 0, 1], Predictions.Classes(Scores));

    [Fact]
    public void Correct_are_those_whose_label_wins() => Assert.Equal(3, Predictions.CountCorrect(Scores, [2, 1, 1, 0, 2]));

    [Fact]
    public void One_class_is_always_the_answer() => Assert.Equal([0, 0], Predictions.Classes(Tensor.FromLogical([2, 1], [-5, 5])));
}
