using System.Text;
using ConvLens.Imaging.Charts;
using ConvLens.Imaging.Text;
using ConvLens.Training;

namespace ConvLens.Figures.Training;

/// <summary>How a run went, by epoch.</summary>
public static class TrainingCurves
{
    // Two charts stand side by side on a report's page.
    private const int Width = 500;

    /// <summary>The loss on the training and on the test samples, as figure <c>loss</c>.</summary>
    /// <param name="epochs">The epochs in order; none gives an empty chart.</param>
    public static ChartFigure Loss(IReadOnlyList<EpochRecord> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        const string caption = "Mean cross entropy of the training samples, each when its step came, and of the test samples after the epoch; lower is better.";
        return Draw("loss", "Loss by epoch", caption, new("cross entropy", "nats"), epochs, new(epoch => epoch.TrainLoss, epoch => epoch.TestLoss, 1, CompactNumber.Format));
    }

    /// <summary>The share classified right of the training and of the test samples, as figure <c>accuracy</c>.</summary>
    /// <param name="epochs">The epochs in order; none gives an empty chart.</param>
    public static ChartFigure Accuracy(IReadOnlyList<EpochRecord> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        const string caption = "Share classified right of the training samples, each when its step came, and of the test samples after the epoch; higher is better.";
        return Draw("accuracy", "Accuracy by epoch", caption, new("classified right", "%"), epochs, new(epoch => epoch.TrainAccuracy, epoch => epoch.TestAccuracy, 100, share => $"{100 * share:0.00} %"));
    }

    private static ChartFigure Draw(string name, string title, string caption, Axis axis, IReadOnlyList<EpochRecord> epochs, Measure measure)
    {
        double[] x = [.. epochs.Select(epoch => (double)epoch.Epoch)];
        LineSeries Series(string label, Func<EpochRecord, double> value) => new(label, x, [.. epochs.Select(epoch => measure.Factor * value(epoch))]);
        LineChart chart = new(title, new("epoch"), axis, [Series("training", measure.Train), Series("test", measure.Test)]) { Width = Width };
        StringBuilder csv = new($"epoch,train_{name},test_{name}\n");
        foreach (EpochRecord epoch in epochs) csv.Append($"{epoch.Epoch},{measure.Train(epoch)},{measure.Test(epoch)}\n");
        if (epochs is [.., { } last]) caption += $" After epoch {last.Epoch}: {measure.Format(measure.Train(last))} (training), {measure.Format(measure.Test(last))} (test).";
        return new(name, caption, LineChartSvg.Render(chart), csv.ToString());
    }

    /// <summary>What of an epoch is drawn, by how much it is multiplied on the chart, and how it is written in words.</summary>
    private sealed record Measure(Func<EpochRecord, double> Train, Func<EpochRecord, double> Test, double Factor, Func<double, string> Format);
}
