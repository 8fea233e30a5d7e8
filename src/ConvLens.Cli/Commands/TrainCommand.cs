using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using ConvLens.Cli.Net;
using ConvLens.Cli.Options;
using ConvLens.Compute.Scheduling;
using ConvLens.Data.Batches;
using ConvLens.Figures.Training;
using ConvLens.Networks.Optimizers;
using ConvLens.Studies.Output;
using ConvLens.Studies.Progress;
using ConvLens.Studies.Recipes;
using ConvLens.Training;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens train RECIPE</c>.</summary>
internal static class TrainCommand
{
    private const string AdamName = "adam", SgdName = "sgd", RecipeName = "recipe", ConstantName = "constant";

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> recipeName = new("RECIPE") { Description = string.Join("; ", RecipeBook.All.Select(recipe => $"{recipe.Name}: {recipe.Description}")) };
        recipeName.CompletionSources.Add(_ => RecipeBook.All.Select(recipe => new System.CommandLine.Completions.CompletionItem(recipe.Name)));
        Option<string?> data = CommonOptions.Data();
        Option<string> outDir = CommonOptions.Out("train");
        Option<int?> epochs = new("--epochs") { HelpName = "N", Description = "Passes over the training samples [default: the recipe's]" };
        Option<int?> batch = new("--batch") { HelpName = "N", Description = "Samples of a step [default: the recipe's]" };
        Option<string> optimizer = new Option<string>("--optimizer") { Description = "How parameters follow the gradient", DefaultValueFactory = _ => AdamName }.AcceptOnlyFromAmong(AdamName, SgdName);
        Option<float?> learningRate = new("--learning-rate") { HelpName = "X", Description = "Step size [default: the recipe's]" };
        Option<float> momentum = new("--momentum") { HelpName = "X", Description = "Of sgd", DefaultValueFactory = _ => 0 };
        Option<string> schedule = new Option<string>("--schedule") { Description = "The learning rate: as the recipe has it (a tenth in the last third of the epochs), or constant", DefaultValueFactory = _ => RecipeName }.AcceptOnlyFromAmong(RecipeName, ConstantName);
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads();
        Option<bool> json = CommonOptions.Json(), resume = CommonOptions.Resume();
        Command command = new("train", "Train a network of the zoo; a checkpoint is kept after every epoch and on Ctrl-C")
        {
            recipeName, data, outDir, epochs, batch, optimizer, learningRate, momentum, schedule, seed, threads, json, resume,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            Recipe recipe = RecipeBook.Find(parsed.GetRequiredValue(recipeName));
            float rate = Positive("--learning-rate", parsed.GetValue(learningRate) ?? recipe.LearningRate);
            float inertia = parsed.GetValue(momentum) is >= 0 and < 1 and var value ? value : throw new UsageException($"--momentum must lie in 0 to 1, found {parsed.GetValue(momentum)}");
            if (inertia != 0 && parsed.GetValue(optimizer) != SgdName) throw new UsageException($"--momentum belongs to --optimizer {SgdName}, found --optimizer {AdamName}");
            int passes = AtLeastOne("--epochs", parsed.GetValue(epochs) ?? recipe.Epochs);
            TrainingPlan plan = recipe.Plan(parsed.GetValue(seed), passes) with
            {
                Optimizer = parsed.GetValue(optimizer) == SgdName ? new Sgd { LearningRate = rate, Momentum = inertia } : new Adam { LearningRate = rate },
                BatchSize = AtLeastOne("--batch", parsed.GetValue(batch) ?? recipe.BatchSize),
                Schedule = parsed.GetValue(schedule) == ConstantName ? LearningRateSchedule.Constant : recipe.Schedule(passes),
            };
            ResultFolder folder = new(parsed.GetRequiredValue(outDir), Describe(plan), saveArrays: false);
            using HttpFetcher fetcher = new();
            return await StudyRunner.RunAsync(terminal, folder, $"{recipe.Name}.safetensors", parsed.GetValue(json), progress =>
                TrainAsync(recipe, plan, folder, StudyRunner.Places(terminal, parsed.GetValue(data), fetcher), parsed.GetValue(resume), progress, new Scheduler(parsed.GetValue(threads)), cancellation));
        });
        return command;
    }

    private static async Task<JsonObject> TrainAsync(
        Recipe recipe, TrainingPlan plan, ResultFolder folder, DataPlaces places, bool resume, IStudyProgress progress, Scheduler scheduler, CancellationToken cancellation)
    {
        (Dataset train, Dataset test) = await recipe.LoadAsync(places, plan.Seed, cancellation);
        TrainingSession session = new(plan, train, test, folder, progress, scheduler);
        TrainingState state = session.Run(resume, cancellation);
        folder.Write(TrainingCurves.Loss(state.History));
        folder.Write(TrainingCurves.Accuracy(state.History));
        JsonObject record = folder.NewRecord();
        record["training"] = session.Describe(state);
        folder.Write("train.json", record);
        return record;
    }

    private static Provenance Describe(TrainingPlan plan) => new("train", plan.Network.Name, plan.Seed, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["epochs"] = plan.Epochs.ToString(CultureInfo.InvariantCulture),
        ["batch"] = plan.BatchSize.ToString(CultureInfo.InvariantCulture),
        ["optimizer"] = plan.Optimizer.Description,
        ["schedule"] = plan.Schedule.Description,
    });

    private static int AtLeastOne(string option, int value) => value >= 1 ? value : throw new UsageException($"{option} must be at least 1, found {value}");

    private static float Positive(string option, float value) => value > 0 && float.IsFinite(value) ? value : throw new UsageException($"{option} must be above 0, found {value}");
}
