using ConvLens.Compute.Tensors;

namespace ConvLens.Training;

/// <summary>From scores to classes.</summary>
public static class Predictions
{
    /// <summary>The class with the largest score of each sample, [N, classes]; of equal scores the first.</summary>
    public static int[] Classes(Tensor scores)
    {
        int[] classes = new int[scores.Shape.N];
        int count = scores.Shape.C;
        for (int n = 0; n < classes.Length; n++)
        {
            ReadOnlySpan<float> row = scores.Values.Slice(n * count, count);
            for (int c = 1; c < count; c++)
                if (row[c] > row[classes[n]]) classes[n] = c;
        }

        return classes;
    }

    /// <summary>How many samples have their label's score as the largest.</summary>
    public static int CountCorrect(Tensor scores, ReadOnlySpan<int> labels)
    {
        int[] classes = Classes(scores);
        int correct = 0;
        for (int n = 0; n < classes.Length; n++)
            if (classes[n] == labels[n]) correct++;
        return correct;
    }
}
