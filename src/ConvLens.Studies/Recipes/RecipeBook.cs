using ConvLens.Data.Mnist;
using ConvLens.Data.Pulses;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Zoo;
using ConvLens.Training;

namespace ConvLens.Studies.Recipes;

/// <summary>The recipes known by name.</summary>
public static class RecipeBook
{
    private const int DemoTrainCount = 2400, DemoTestCount = 600;

    /// <summary>LeNet-5 on MNIST.</summary>
    public static Recipe LeNet5 { get; } = new(
        Networks.Zoo.LeNet5.Name, "handwritten digits of MNIST, 28×28", Networks.Zoo.LeNet5.Create(), Epochs: 15, BatchSize: 128, LearningRate: 1e-3f, LearningRateSchedule.DropInLastThird,
        async (places, _, cancellation) =>
        {
            MnistLocator locator = new(places.Explicit, places.Environment, places.Cache, places.Fetcher);
            MnistDataset mnist = MnistDataset.Load(await locator.FindAsync(cancellation));
            return (mnist.Train, mnist.Test);
        });

    /// <summary>The demonstration: pulses that are generated, so that nothing needs to be found.</summary>
    public static Recipe Demo { get; } = new(
        DemoNet.Name, "generated pictures of square, Gaussian and sine pulses, 32×32", DemoNet.Create(), Epochs: 8, BatchSize: 32, LearningRate: 2e-3f, LearningRateSchedule.DropInLastThird,
        (_, seed, _) => Task.FromResult((
            // The test pictures are those of the next seed: one that is in both is drawn twice by chance, as a few square pulses are.
            PulseDataset.Generate(new() { Count = DemoTrainCount, Seed = seed }),
            PulseDataset.Generate(new() { Count = DemoTestCount, Seed = unchecked(seed + 1) }))));

    /// <summary>All recipes.</summary>
    public static IReadOnlyList<Recipe> All { get; } = [LeNet5, Demo];

    /// <summary>A recipe by name.</summary>
    /// <exception cref="NetworkException">There is none; the message lists those there are.</exception>
    public static Recipe Find(string name) =>
        All.FirstOrDefault(recipe => recipe.Name == name) ?? throw new NetworkException($"there is no recipe '{name}', expected one of {string.Join(", ", All.Select(recipe => recipe.Name))}");
}
