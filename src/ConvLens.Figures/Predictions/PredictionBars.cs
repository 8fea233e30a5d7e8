using System.Text;
using ConvLens.Imaging.Charts;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Predictions;

/// <summary>The probabilities a classifier gives one picture.</summary>
public static class PredictionBars
{
    /// <summary>Up to this many classes are drawn all, in their order; of more, as many of the most probable, and the true one.</summary>
    public const int MaxBars = 12;

    /// <summary>One bar a class; the true one is set apart.</summary>
    /// <param name="prediction">The probabilities.</param>
    /// <param name="classNames">The names of the classes.</param>
    /// <param name="name">File name without extension.</param>
    public static ChartFigure Draw(ClassPrediction prediction, IReadOnlyList<string> classNames, string name)
    {
        ArgumentNullException.ThrowIfNull(prediction);
        ArgumentNullException.ThrowIfNull(classNames);
        IReadOnlyList<double> probabilities = prediction.Probabilities;
        IEnumerable<int> classes = Enumerable.Range(0, probabilities.Count);
        if (probabilities.Count > MaxBars)
        {
            int[] ranked = [.. classes.OrderByDescending(index => probabilities[index])];
            classes = ranked.Where((index, rank) => rank < MaxBars || index == prediction.Label);
        }

        Bar ToBar(int index) => index == prediction.Label
            ? new($"{ClassText.Name(classNames, index)} (true)", probabilities[index], IsStrong: true)
            : new(ClassText.Name(classNames, index), probabilities[index]);
        BarChart chart = new($"No. {prediction.Index}: {ClassText.Verdict(prediction, classNames)}", [.. classes.Select(ToBar)]);
        string left = probabilities.Count > MaxBars ? $" Of {probabilities.Count} classes the most probable are shown." : "";
        string caption = $"The probability of each class for picture no. {prediction.Index}; the true class is set apart.{left}";
        return new(name, caption, BarChartSvg.Render(chart), Csv(probabilities, classNames));
    }

    private static string Csv(IReadOnlyList<double> probabilities, IReadOnlyList<string> classNames)
    {
        StringBuilder csv = new("class,probability\n");
        for (int i = 0; i < probabilities.Count; i++)
            csv.Append('"').Append(ClassText.Name(classNames, i).Replace("\"", "\"\"", StringComparison.Ordinal)).Append($"\",{probabilities[i]}\n");
        return csv.ToString();
    }
}
