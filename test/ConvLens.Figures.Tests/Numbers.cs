using ConvLens.Compute.Random;
using ConvLens.Compute.Tensors;

namespace ConvLens.Figures.Tests;

/// <summary>Tensors to draw.</summary>
internal static class Numbers
{
    /// <summary>0, 1, 2, … in logical order.</summary>
    public static Tensor Counted(Shape shape) => Tensor.FromLogical(shape, [.. Enumerable.Range(0, shape.Length).Select(i => (float)i)]);

    /// <summary>Random numbers between two ends.</summary>
    public static Tensor Between(Shape shape, float low, float high)
    {
        RandomStream stream = new(7, "figures");
        return Tensor.FromLogical(shape, [.. Enumerable.Range(0, shape.Length).Select(_ => stream.NextSingle(low, high))]);
    }
}
