using ConvLens.Compute.Tensors;

namespace ConvLens.Insight.Diagnostics;

/// <summary>The activations of one node for one picture, by map.</summary>
/// <param name="Node">The node.</param>
/// <param name="Kind">Its layer's kind.</param>
/// <param name="Maps">[1, C, H, W], or [1, F] for a node of vectors.</param>
public sealed record FeatureMaps(string Node, string Kind, Tensor Maps)
{
    /// <summary>One channel of one sample, row by row.</summary>
    public static ReadOnlySpan<float> Plane(Tensor maps, int sample, int channel)
    {
        Shape shape = maps.Shape;
        float[] plane = new float[shape.H * shape.W];
        for (int pixel = 0; pixel < plane.Length; pixel++) plane[pixel] = maps.Values[(((sample * plane.Length) + pixel) * shape.C) + channel];
        return plane;
    }
}
