using ConvLens.Data.Batches;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Optimizers;
using ConvLens.Studies.Recipes;
using ConvLens.Training;

namespace ConvLens.Studies.Tests.Recipes;

public sealed class RecipeBookTests
{
    [Fact]
    public void Recipes_are_found_by_name_and_an_unknown_name_lists_them()
    {
        Assert.Same(RecipeBook.LeNet5, RecipeBook.Find("lenet5"));
        Assert.Same(RecipeBook.Demo, RecipeBook.Find("demonet"));
        Assert.Equal("there is no recipe 'Lenet5', expected one of lenet5, demonet", Assert.Throws<NetworkException>(() => RecipeBook.Find("Lenet5")).Message);
    }

    [Fact]
    public void A_plan_takes_the_recipes_settings_and_its_schedule_follows_the_epochs()
    {
        TrainingPlan plan = RecipeBook.LeNet5.Plan(seed: 5, epochs: 6);
        Assert.Equal((6, 128, 5UL), (plan.Epochs, plan.BatchSize, plan.Seed));
        Assert.Equal(new Adam { LearningRate = 1e-3f }, plan.Optimizer);
        Assert.Equal([1, 1, 1, 1, 0.1f, 0.1f], Enumerable.Range(0, 6).Select(plan.Schedule.FactorAt));
        Assert.Equal(15, RecipeBook.LeNet5.Plan(0).Epochs);
    }

    [Fact]
    public async Task Hardly_any_generated_picture_is_trained_on_and_tested_on()
    {
        (Dataset train, Dataset test) = await RecipeBook.Demo.LoadAsync(new(null, null, null, null), ulong.MaxValue, CancellationToken.None);
        HashSet<string> seen = [.. Pictures(train)];
        // Square pulses have few places and sizes in whole pixels: now and then two streams draw the same one.
        Assert.InRange(Pictures(test).Count(seen.Contains), 0, test.Count / 100);
    }

    private static IEnumerable<string> Pictures(Dataset data) => Enumerable.Range(0, data.Count).Select(i => string.Join(' ', data.Inputs.Slice(i, 1).Values.ToArray()));
}
