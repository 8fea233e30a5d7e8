namespace ConvLens.Testing.Twins;

/// <summary>Batch normalization channel by channel.</summary>
public static class BatchNormalizationTwin
{
    /// <summary>(x − mean) / √(variance + ε) · weight + bias with the given statistics, each [C].</summary>
    public static TwinArray Forward(TwinArray input, TwinArray weight, TwinArray bias, double[] mean, double[] variance, double epsilon)
    {
        TwinArray result = new(input.Shape);
        for (int i = 0; i < result.Values.Length; i++)
        {
            int c = ChannelOf(input, i);
            result.Values[i] = ((input.Values[i] - mean[c]) / Math.Sqrt(variance[c] + epsilon) * weight.Values[c]) + bias.Values[c];
        }

        return result;
    }

    /// <summary>Mean and biased variance of each channel over samples and pixels.</summary>
    public static (double[] Mean, double[] Variance) Observe(TwinArray input)
    {
        int channels = input.Shape[1];
        double count = (double)input.Values.Length / channels;
        double[] mean = new double[channels], variance = new double[channels];
        for (int i = 0; i < input.Values.Length; i++) mean[ChannelOf(input, i)] += input.Values[i] / count;
        for (int i = 0; i < input.Values.Length; i++) variance[ChannelOf(input, i)] += Math.Pow(input.Values[i] - mean[ChannelOf(input, i)], 2) / count;
        return (mean, variance);
    }

    private static int ChannelOf(TwinArray input, int index) => index / (input.Shape.H * input.Shape.W) % input.Shape[1];
}
