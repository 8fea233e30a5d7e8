using ConvLens.Compute.Tensors;

namespace ConvLens.Training;

/// <summary>From scores to classes.</summary>
public static class Predictions
{
    /// <summary>The class with the largest score of each sample, [N, classes]; of equal scores the first.</summary>
    public static int[] Classes(Tensor scores) => [.. Enumerable.Range(0, scores.Shape.N).Select(n => Class(scores, n))];

    /// <summary>How many samples have their label's score as the largest.</summary>
    public static int CountCorrect(Tensor scores, ReadOnlySpan<int> labels)
    {
        int correct = 0;
        for (int n = 0; n < scores.Shape.N; n++)
            if (Class(scores, n) == labels[n]) correct++;
        return correct;
    }

    private static int Class(Tensor scores, int n)
    {
        ReadOnlySpan<float> row = scores.Values.Slice(n * scores.Shape.C, scores.Shape.C);
        int best = 0;
        for (int c = 1; c < row.Length; c++)
            if (row[c] > row[best]) best = c;
        return best;
    }
}
