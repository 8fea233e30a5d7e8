using ConvLens.Compute.Tensors;

namespace ConvLens.Insight.Diagnostics;

/// <summary>What a classifier says of one picture.</summary>
/// <param name="Index">The picture's number in its dataset.</param>
/// <param name="Picture">[1, C, H, W].</param>
/// <param name="Label">The true class.</param>
/// <param name="Probabilities">One a class, summing to 1.</param>
public sealed record ClassPrediction(int Index, Tensor Picture, int Label, IReadOnlyList<double> Probabilities)
{
    /// <summary>The class with the largest probability; of equal ones the first.</summary>
    public int Predicted
    {
        get
        {
            int best = 0;
            for (int c = 1; c < Probabilities.Count; c++)
                if (Probabilities[c] > Probabilities[best]) best = c;
            return best;
        }
    }

    /// <summary>Whether the prediction is the true class.</summary>
    public bool IsCorrect => Predicted == Label;
}
