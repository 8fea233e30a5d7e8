using ConvLens.Compute.Scheduling;
using ConvLens.Data.Batches;
using ConvLens.Figures;
using ConvLens.Figures.Attribution;
using ConvLens.Figures.Deconvnet;
using ConvLens.Figures.Kernels;
using ConvLens.Figures.Maps;
using ConvLens.Figures.Predictions;
using ConvLens.Figures.Reports;
using ConvLens.Figures.Training;
using ConvLens.Insight.Attribution;
using ConvLens.Insight.Deconvnet;
using ConvLens.Insight.Diagnostics;
using ConvLens.Insight.Objectives;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Studies.Output;
using ConvLens.Training;

namespace ConvLens.Studies.Demo;

/// <summary>The demonstration's figures, and the words between them.</summary>
internal sealed class DemoReport
{
    private const int PreviewCount = 24;

    private readonly Network _network;
    private readonly TrainingState _state;
    private readonly Dataset _test;
    private readonly ulong _seed;
    private readonly Scheduler _scheduler;
    private readonly Figure[] _curves, _kernels;
    private readonly Figure _predictions, _gradients;
    private readonly (string ClassName, ClassPrediction Prediction, Figure[] Maps, Figure[] Projections)[] _classes;

    public DemoReport(Network network, TrainingState state, Dataset test, ulong seed, Scheduler scheduler)
    {
        (_network, _state, _test, _seed, _scheduler) = (network, state, test, seed, scheduler);
        _curves = [TrainingCurves.Loss(state.History), TrainingCurves.Accuracy(state.History)];
        _kernels = [.. KernelMaps.Of(state.Parameters, network.Nodes).Select(kernels => KernelFigure.Draw(kernels, $"kernels-{kernels.Node}"))];
        _predictions = PredictionSheet.Draw([.. Enumerable.Range(0, Math.Min(PreviewCount, test.Count)).Select(Predict)], test.ClassNames, "predictions");
        _classes = [.. test.ClassNames.Select((name, label) => Study(name, label))];
        _gradients = InputGradientFigure.Draw([.. _classes.Select(study => ($"{study.ClassName}", Explain(study.Prediction)))], "input-gradients", "Which pixels would change the score");
    }

    /// <summary>All figures, in the report's order.</summary>
    public IReadOnlyList<Figure> Figures => [.. _curves, _predictions, .. _kernels, _gradients, .. _classes.SelectMany(study => study.Maps.Concat(study.Projections))];

    /// <summary>The report.</summary>
    public Report Compose() => new("What a small network learnt about pulses", Lead)
    {
        Facts =
        [
            ("Network", $"{_network.Name}, {_state.Parameters.Values.Sum(tensor => (long)tensor.Length):N0} parameters"),
            ("Trained", $"{_state.History.Count} epochs on generated pulses, seed {_seed}"),
            ("Test accuracy", $"{100 * _state.History[^1].TestAccuracy:F2} % of {_test.Count:N0} pictures"),
            ("Made by", $"ConvLens {Provenance.Version}"),
        ],
        Sections =
        [
            new("How it learnt", [.. _curves.Select(figure => new FigureItem(figure))]),
            new("What it says", [new FigureItem(_predictions)]),
            new("Its kernels", [.. _kernels.Select(figure => new FigureItem(figure))]),
            new("Which pixels matter", [new FigureItem(_gradients)]),
            .. _classes.Select(Section),
        ],
    };

    private static string Lead =>
        "Everything on this page was made in one run: pictures of square, Gaussian and sine pulses were generated, a convolutional network learnt to tell them apart, "
        + "and its inside was drawn. The same seed gives the same page on any machine.";

    private static ReportSection Section((string ClassName, ClassPrediction Prediction, Figure[] Maps, Figure[] Projections) study) => new(
        $"Inside, for a {study.ClassName} pulse",
        [
            new Paragraph($"Test picture {study.Prediction.Index}. First what lit each map of the two convolutions, by deconvnet; then the activations of every layer, from the input's side to the output's."),
            .. study.Projections.Select(figure => new FigureItem(figure)),
            .. study.Maps.Select(figure => new FigureItem(figure)),
        ]);

    private (string ClassName, ClassPrediction Prediction, Figure[] Maps, Figure[] Projections) Study(string className, int label)
    {
        int[] ofClass = [.. Enumerable.Range(0, _test.Count).Where(index => _test.Labels[index] == label)];
        // The first that is classified right, or the first if none is.
        ClassPrediction prediction = ofClass.Select(Predict).FirstOrDefault(candidate => candidate.IsCorrect) ?? Predict(ofClass[0]);
        string stem = ResultFolder.FileNameOf(className.ToLowerInvariant());
        Node[] nodes = [.. _network.Nodes.Where(node => node.Layer is not (Input or Flatten))];
        DeconvnetProjector projector = new(_network, _state.Parameters, _scheduler);
        return (
            className,
            prediction,
            [.. FeatureMapReader.Read(_network, _state.Parameters, prediction.Picture, nodes, _scheduler).Select(maps => FeatureMapFigure.Draw(maps, $"maps-{stem}-{maps.Node.Replace('_', '-')}"))],
            [.. _network.Nodes.Where(node => node.Layer is MaxPooling).Select(node => DeconvnetFigure.Draw(
                projector.Project(prediction.Picture, new UnitAddress(node.Name), DeconvnetStart.Map), $"deconvnet-{stem}-{node.Name}", $"A {className} pulse: what lit the maps of {node.Name}"))]);
    }

    private InputGradient Explain(ClassPrediction prediction)
    {
        // The logits are what log-softmax reads: probabilities saturate, scores do not.
        string logits = _network.Nodes[_network.Outputs[0].Inputs[0]].Name;
        return GradientAttributor.Attribute(_network, _state.Parameters, prediction.Picture, new ClassScore(logits, prediction.Label), RuleMap.Gradient, _scheduler);
    }

    private ClassPrediction Predict(int index) =>
        Classifier.Predict(_network, _state.Parameters, _test.Inputs.Slice(index, 1), index, _test.Labels[index], _scheduler);
}
