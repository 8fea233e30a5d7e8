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
        string last = epochs.Count == 0 ? "" : $" After epoch {epochs[^1].Epoch}: {CompactNumber.Format(epochs[^1].TrainLoss)} (training), {CompactNumber.Format(epochs[^1].TestLoss)} (test).";
        return Draw("loss", "Loss by epoch", "Mean cross entropy of the training samples, each when its step came, and of the test samples after the epoch; lower is better." + last,
            new("cross entropy", "nats"), "loss", 1, epochs, epoch => epoch.TrainLoss, epoch => epoch.TestLoss);
    }

    /// <summary>The share classified right of the training and of the test samples, as figure <c>accuracy</c>.</summary>
    /// <param name="epochs">The epochs in order; none gives an empty chart.</param>
    public static ChartFigure Accuracy(IReadOnlyList<EpochRecord> epochs)
    {
        ArgumentNullException.ThrowIfNull(epochs);
        string last = epochs.Count == 0 ? "" : $" After epoch {epochs[^1].Epoch}: {100 * epochs[^1].TrainAccuracy:0.00} % (training), {100 * epochs[^1].TestAccuracy:0.00} % (test).";
        return Draw("accuracy", "Accuracy by epoch", "Share classified right of the training samples, each when its step came, and of the test samples after the epoch; higher is better." + last,
            new("classified right", "%"), "accuracy", 100, epochs, epoch => epoch.TrainAccuracy, epoch => epoch.TestAccuracy);
    }

    private static ChartFigure Draw(
        string name, string title, string caption, Axis axis, string quantity, double factor, IReadOnlyList<EpochRecord> epochs, Func<EpochRecord, double> train, Func<EpochRecord, double> test)
    {
        double[] x = [.. epochs.Select(epoch => (double)epoch.Epoch)];
        LineSeries Series(string label, Func<EpochRecord, double> value) => new(label, x, [.. epochs.Select(epoch => factor * value(epoch))]);
        LineChart chart = new(title, new("epoch"), axis, [Series("training", train), Series("test", test)]) { Width = Width };
        StringBuilder csv = new($"epoch,train_{quantity},test_{quantity}\n");
        foreach (EpochRecord epoch in epochs) csv.Append($"{epoch.Epoch},{train(epoch)},{test(epoch)}\n");
        return new(name, caption, LineChartSvg.Render(chart), csv.ToString());
    }
}
