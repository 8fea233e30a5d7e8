using System.Text.Json.Nodes;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Figures;
using ConvLens.Figures.Reports;
using ConvLens.Insight.Deconvnet;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Studies.Output;
using ConvLens.Studies.Progress;
using ConvLens.Studies.Recipes;
using ConvLens.Training;

namespace ConvLens.Studies.Deconvnet;

/// <summary>LeNet-5's deconvnet study, end to end: train on MNIST, then show for a picture of each digit what lit each of the 6 + 16 feature maps.</summary>
/// <remarks>A convolution's maps are taken behind its ReLU and pooling, where the deconvnet's layer begins: unpool, rectify, filter [zeiler2014].</remarks>
/// <param name="options">What the study was told.</param>
/// <param name="folder">Where results go.</param>
/// <param name="progress">Who watches.</param>
/// <param name="scheduler">Who works.</param>
public sealed class DeconvnetStudy(DeconvnetStudyOptions options, ResultFolder folder, IStudyProgress progress, Scheduler scheduler)
{
    private const string ProjectStage = "project feature maps", WriteStage = "write report";

    private static readonly (string Convolution, string Start)[] Layers = [("conv1", "pool1"), ("conv2", "pool2")];

    /// <summary>Does it all.</summary>
    /// <param name="places">Where MNIST may be.</param>
    /// <param name="cancellation">Stops the training after the current step.</param>
    /// <returns>The study's record, as in <c>study.json</c>.</returns>
    /// <exception cref="StoppedException">The training was stopped; what was done is saved.</exception>
    public async Task<JsonObject> RunAsync(DataPlaces places, CancellationToken cancellation)
    {
        Recipe recipe = RecipeBook.LeNet5;
        (Dataset train, Dataset test) = await recipe.LoadAsync(places, options.Seed, cancellation);
        TrainingPlan plan = recipe.Plan(options.Seed, options.Epochs);
        TrainingSession session = new(plan, train, test, folder, progress, scheduler);
        TrainingState state = session.Run(options.Resume, cancellation);

        Evaluation evaluation = new Evaluator(plan.Network, test, scheduler).Evaluate(state.Parameters);
        List<DigitStudy> digits = [];
        for (int i = 0; i < options.Digits.Count; i++)
        {
            if (Study(options.Digits[i], plan.Network, state.Parameters, test, evaluation) is { } found) digits.Add(found);
            progress.Report(ProjectStage, (i + 1.0) / options.Digits.Count, $"digit {options.Digits[i]}");
        }

        JsonObject record = Describe(session.Describe(state), digits);
        Write(plan.Network, state, test, digits, record);
        return record;
    }

    private DigitStudy? Study(int digit, Network network, ParameterSet parameters, Dataset test, Evaluation evaluation)
    {
        List<int> skipped = [];
        for (int index = 0; index < test.Count; index++)
        {
            if (test.Labels[index] != digit) continue;
            if (evaluation.Predicted[index] != digit)
            {
                skipped.Add(index);
                continue;
            }

            Tensor picture = test.Inputs.Slice(index, 1);
            DeconvnetProjector projector = new(network, parameters, scheduler);
            return new(
                digit, Classifier.Predict(network, parameters, picture, index, digit, scheduler), skipped,
                [.. Layers.Select(layer => (layer.Convolution, projector.Project(picture, new UnitAddress(layer.Start), options.Start)))]);
        }

        return null;
    }

    private JsonObject Describe(JsonObject training, IReadOnlyList<DigitStudy> digits)
    {
        JsonObject record = folder.NewRecord();
        record["start"] = options.Start.ToString().ToLowerInvariant();
        record["training"] = training;
        record["digits"] = new JsonArray([.. digits.Select(Describe)]);
        record["digitsWithoutCorrectPicture"] = new JsonArray([.. options.Digits.Except(digits.Select(study => study.Digit)).Select(digit => (JsonNode)digit)]);
        return record;
    }

    private static JsonObject Describe(DigitStudy study) => new()
    {
        ["digit"] = study.Digit,
        ["testIndex"] = study.Prediction.Index,
        ["probability"] = study.Prediction.Probabilities[study.Digit],
        ["skippedMisclassified"] = new JsonArray([.. study.Skipped.Select(index => (JsonNode)index)]),
        ["reconstructions"] = new JsonArray([.. study.Projections.Select(layer => new JsonObject
        {
            ["convolution"] = layer.Convolution,
            ["startedAt"] = layer.Projection.Node,
            ["maps"] = layer.Projection.Channels.Count,
            ["shape"] = new JsonArray([.. layer.Projection.Reconstructions.Shape.Select(extent => (JsonNode)extent)]),
            ["peaks"] = new JsonArray([.. layer.Projection.Peaks.Select(peak => new JsonArray(peak.Y, peak.X))]),
        })]),
    };

    private void Write(Network network, TrainingState state, Dataset test, IReadOnlyList<DigitStudy> digits, JsonObject record)
    {
        DeconvnetReport report = new(network, state, test, digits, options, scheduler);
        foreach (Figure figure in report.Overview) folder.Write(figure);
        for (int i = 0; i < digits.Count; i++)
        {
            string subfolder = $"digit-{digits[i].Digit}";
            foreach (Figure figure in report.ForDigit(digits[i])) folder.Write(figure, subfolder);
            if (folder.SaveArrays)
            {
                folder.Write($"{subfolder}/input.npy", digits[i].Prediction.Picture);
                foreach ((string convolution, DeconvnetProjection projection) in digits[i].Projections) folder.Write($"{subfolder}/{convolution}.npy", projection.Reconstructions);
            }

            progress.Report(WriteStage, (i + 0.5) / digits.Count);
        }

        folder.Write("study.json", record);
        folder.WriteText("report.html", HtmlReport.Render(report.Compose()));
        progress.Report(WriteStage, 1);
    }
}
