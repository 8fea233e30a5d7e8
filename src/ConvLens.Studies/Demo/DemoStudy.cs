using System.Text.Json.Nodes;
using ConvLens.Compute.Scheduling;
using ConvLens.Data.Batches;
using ConvLens.Figures;
using ConvLens.Figures.Reports;
using ConvLens.Networks.Optimizers;
using ConvLens.Studies.Output;
using ConvLens.Studies.Progress;
using ConvLens.Studies.Recipes;
using ConvLens.Training;

namespace ConvLens.Studies.Demo;

/// <summary>The main job on data that needs no download: generates pulses, trains a small network, and shows what it has learnt.</summary>
/// <param name="seed">Decides pulses, initial weights and the order of samples.</param>
/// <param name="resume">Whether to go on from a checkpoint in the result folder.</param>
/// <param name="folder">Where results go.</param>
/// <param name="progress">Who watches.</param>
/// <param name="scheduler">Who works.</param>
public sealed class DemoStudy(ulong seed, bool resume, ResultFolder folder, IStudyProgress progress, Scheduler scheduler)
{
    private const string WriteStage = "write report";

    /// <summary>Does it all.</summary>
    /// <returns>The record, as in <c>study.json</c>.</returns>
    /// <exception cref="StoppedException">The training was stopped; what was done is saved.</exception>
    public async Task<JsonObject> RunAsync(CancellationToken cancellation)
    {
        Recipe recipe = RecipeBook.Demo;
        (Dataset train, Dataset test) = await recipe.LoadAsync(new(null, null, null, null), seed, cancellation);
        TrainingPlan plan = new(recipe.Network, new Adam { LearningRate = recipe.LearningRate }) { Epochs = recipe.Epochs, BatchSize = recipe.BatchSize, Seed = seed };
        TrainingSession session = new(plan, train, test, folder, progress, scheduler);
        TrainingState state = session.Run(resume, cancellation);

        DemoReport report = new(plan.Network, state, test, seed, scheduler);
        IReadOnlyList<Figure> figures = report.Figures;
        for (int i = 0; i < figures.Count; i++)
        {
            folder.Write(figures[i]);
            progress.Report(WriteStage, (i + 0.5) / figures.Count);
        }

        JsonObject record = folder.NewRecord();
        record["training"] = session.Describe(state);
        folder.Write("study.json", record);
        folder.WriteText("report.html", HtmlReport.Render(report.Compose()));
        progress.Report(WriteStage, 1);
        return record;
    }
}
