using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Figures;
using ConvLens.Figures.Deconvnet;
using ConvLens.Figures.Kernels;
using ConvLens.Figures.Predictions;
using ConvLens.Figures.Reports;
using ConvLens.Figures.Training;
using ConvLens.Insight.Deconvnet;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;
using ConvLens.Studies.Output;
using ConvLens.Training;

namespace ConvLens.Studies.Deconvnet;

/// <summary>The study's figures, and the words between them.</summary>
internal sealed class DeconvnetReport(
    Network network, TrainingState state, Dataset test, IReadOnlyList<DigitStudy> digits, DeconvnetStudyOptions options, Scheduler scheduler)
{
    private const int PreviewCount = 40;

    /// <summary>Figures of the whole network: curves, kernels, predictions.</summary>
    public IReadOnlyList<Figure> Overview => field ??=
    [
        TrainingCurves.Loss(state.History),
        TrainingCurves.Accuracy(state.History),
        PredictionSheet.Draw([.. Enumerable.Range(0, Math.Min(PreviewCount, test.Count)).Select(Predict)], test.ClassNames, "predictions"),
        .. KernelMaps.Of(state.Parameters, network.Nodes).Select(kernels => KernelFigure.Draw(kernels, $"kernels-{kernels.Node}")),
    ];

    /// <summary>Figures of one digit: the prediction, and each convolution's maps with their projections.</summary>
    public IReadOnlyList<Figure> ForDigit(DigitStudy study) =>
    [
        PredictionBars.Draw(study.Prediction, test.ClassNames, "prediction"),
        .. study.Projections.Select(layer => DeconvnetFigure.Draw(layer.Projection, layer.Convolution, $"Digit {study.Digit}: what lit the maps of {layer.Convolution}")),
    ];

    /// <summary>The report.</summary>
    public Report Compose() => new("What LeNet-5 sees in a digit", Lead)
    {
        Facts =
        [
            ("Network", $"{network.Name}, {state.Parameters.Values.Sum(tensor => (long)tensor.Length):N0} parameters"),
            ("Trained", $"{state.History.Count} epochs on MNIST, seed {options.Seed}"),
            ("Test accuracy", $"{100 * state.History[^1].TestAccuracy:F2} % of {test.Count:N0} pictures"),
            ("Sent down", options.Start == DeconvnetStart.Map ? "each feature map whole" : "each feature map's strongest unit"),
            ("Made by", $"ConvLens {Provenance.Version}"),
        ],
        Sections =
        [
            new("How it learnt", [new FigureItem(Overview[0]), new FigureItem(Overview[1])]),
            new("What it says", [new FigureItem(Overview[2])]),
            new("Its kernels", [.. Overview.Skip(3).Select(figure => new FigureItem(figure))]),
            .. digits.Select(Section),
            .. Missing(),
        ],
    };

    private static string Lead =>
        "A deconvnet runs a network backwards from one feature map. Maxima go back to where pooling found them, negative signals are cut, and every convolution is "
        + "transposed with its own weights. What arrives at the input is the pattern of this picture that lit the map: red is positive, blue negative.";

    private ReportSection Section(DigitStudy study)
    {
        string skipped = study.Skipped.Count == 0 ? "It is the first picture of this digit in the test set." : $"Earlier pictures of this digit are classified wrong and were skipped: {string.Join(", ", study.Skipped)}.";
        return new(
            $"Digit {study.Digit}",
            [
                new Paragraph($"Test picture {study.Prediction.Index}, classified as {study.Prediction.Predicted} with a probability of {100 * study.Prediction.Probabilities[study.Digit]:F1} %. {skipped}"),
                .. ForDigit(study).Select(figure => new FigureItem(figure)),
            ]);
    }

    private IEnumerable<ReportSection> Missing()
    {
        int[] missing = [.. options.Digits.Except(digits.Select(study => study.Digit))];
        if (missing.Length > 0) yield return new("Left out", [new Paragraph($"No test picture of {string.Join(", ", missing)} is classified right, so there is nothing to project.")]);
    }

    private ClassPrediction Predict(int index) => Classifier.Predict(network, state.Parameters, Picture(index), index, test.Labels[index], scheduler);

    private Tensor Picture(int index) => test.Inputs.Slice(index, 1);
}
