using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Normalization;

namespace ConvLens.Testing.Twins;

/// <summary>Normalizations that look at one sample, number by number.</summary>
public static class NormalizationTwins
{
    /// <summary>A normalizing layer's output, or null if it is none.</summary>
    public static TwinArray? Of(Layer layer, TwinArray x, Func<string, TwinArray> parameter) => layer switch
    {
        InstanceNormalization norm => ByChannel(Standardize(x, Enumerable.Range(2, x.Shape.Rank - 2), norm.Epsilon), parameter),
        GroupNormalization norm => ByChannel(Groups(x, norm), parameter),
        LayerNormalization norm => Layer(x, norm, parameter),
        LocalResponseNormalization norm => LocalResponse(x, norm),
        _ => null,
    };

    private static TwinArray Standardize(TwinArray x, IEnumerable<int> axes, double epsilon) => ReductionTwin.Along(x, axes, null, numbers =>
    {
        double mean = numbers.Average(), variance = numbers.Average(value => (value - mean) * (value - mean));
        return [.. numbers.Select(value => (value - mean) / Math.Sqrt(variance + epsilon))];
    });

    private static TwinArray Groups(TwinArray x, GroupNormalization norm) =>
        Standardize(x.Reshape([x.Shape[0], norm.Groups, x.Shape.Length / x.Shape[0] / norm.Groups]), [2], norm.Epsilon).Reshape(x.Shape);

    private static TwinArray ByChannel(TwinArray x, Func<string, TwinArray> parameter)
    {
        int pixels = x.Values.Length / x.Shape[0] / x.Shape[1];
        for (int i = 0; i < x.Values.Length; i++)
            x.Values[i] = (x.Values[i] * parameter("weight").Values[i / pixels % x.Shape[1]]) + parameter("bias").Values[i / pixels % x.Shape[1]];
        return x;
    }

    private static TwinArray Layer(TwinArray x, LayerNormalization norm, Func<string, TwinArray> parameter)
    {
        int first = (norm.Axis + x.Shape.Rank) % x.Shape.Rank;
        return BroadcastTwin.Map([Standardize(x, Enumerable.Range(first, x.Shape.Rank - first), norm.Epsilon), parameter("weight"), parameter("bias")], v => (v[0] * v[1]) + v[2]);
    }

    private static TwinArray LocalResponse(TwinArray x, LocalResponseNormalization norm)
    {
        TwinArray y = new(x.Shape);
        int channels = x.Shape[1], pixels = x.Values.Length / x.Shape[0] / channels;
        for (int i = 0; i < x.Values.Length; i++)
        {
            int c = i / pixels % channels;
            double sum = 0;
            for (int other = Math.Max(0, c - ((norm.Size - 1) / 2)); other <= Math.Min(channels - 1, c + (norm.Size / 2)); other++)
                sum += Math.Pow(x.Values[i + ((other - c) * pixels)], 2);
            y.Values[i] = x.Values[i] / Math.Pow(norm.Bias + (norm.Alpha / norm.Size * sum), norm.Beta);
        }

        return y;
    }
}
