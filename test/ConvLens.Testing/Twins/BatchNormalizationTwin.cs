using ConvLens.Networks.Layers;

namespace ConvLens.Testing.Twins;

/// <summary>Batch normalization number by number.</summary>
public static class BatchNormalizationTwin
{
    /// <summary>(x − mean) / √(variance + ε) · weight + bias with the given statistics, one for each channel (or image column).</summary>
    public static TwinArray Forward(TwinArray input, TwinArray weight, TwinArray bias, double[] mean, double[] variance, double epsilon, NormalizationAxis axis = NormalizationAxis.Channel)
    {
        TwinArray result = new(input.Shape);
        for (int i = 0; i < result.Values.Length; i++)
        {
            int c = PartOf(input, i, axis);
            result.Values[i] = ((input.Values[i] - mean[c]) / Math.Sqrt(variance[c] + epsilon) * weight.Values[c]) + bias.Values[c];
        }

        return result;
    }

    /// <summary>Mean and biased variance of each channel over samples and pixels, or of each image column over samples, channels and rows.</summary>
    public static (double[] Mean, double[] Variance) Observe(TwinArray input, NormalizationAxis axis = NormalizationAxis.Channel)
    {
        int parts = axis == NormalizationAxis.Column ? input.Shape.W : input.Shape[1];
        double count = (double)input.Values.Length / parts;
        double[] mean = new double[parts], variance = new double[parts];
        for (int i = 0; i < input.Values.Length; i++) mean[PartOf(input, i, axis)] += input.Values[i] / count;
        for (int i = 0; i < input.Values.Length; i++) variance[PartOf(input, i, axis)] += Math.Pow(input.Values[i] - mean[PartOf(input, i, axis)], 2) / count;
        return (mean, variance);
    }

    private static int PartOf(TwinArray input, int index, NormalizationAxis axis) =>
        axis == NormalizationAxis.Column ? index % input.Shape.W : index / (input.Shape.H * input.Shape.W) % input.Shape[1];
}
