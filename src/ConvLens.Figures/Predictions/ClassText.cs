using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Predictions;

/// <summary>Predictions in words.</summary>
internal static class ClassText
{
    /// <summary>A class by its name; by its number where it has none.</summary>
    public static string Name(IReadOnlyList<string> classNames, int index) => index >= 0 && index < classNames.Count ? classNames[index] : $"class {index}";

    /// <summary><c>5 (98.3 %)</c>; of a wrong one <c>5 (61.0 %), is 3</c>. No line ends before the sign.</summary>
    public static string Verdict(ClassPrediction prediction, IReadOnlyList<string> classNames)
    {
        int predicted = prediction.Predicted;
        string verdict = $"{Name(classNames, predicted)} ({100 * prediction.Probabilities[predicted]:0.0}\u00A0%)";
        return prediction.IsCorrect ? verdict : $"{verdict}, is {Name(classNames, prediction.Label)}";
    }
}
