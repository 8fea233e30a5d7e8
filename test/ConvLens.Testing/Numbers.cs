using ConvLens.Compute.Random;
using ConvLens.Compute.Tensors;

namespace ConvLens.Testing;

/// <summary>Seeded tensors.</summary>
public static class Numbers
{
    /// <summary>Uniform in [low, high); the stream is named by the caller so that two tensors of one test differ.</summary>
    public static Tensor Uniform(Shape shape, string name, float low = -1, float high = 1)
    {
        RandomStream stream = new(0, name);
        return Fill(shape, () => stream.NextSingle(low, high));
    }

    /// <summary>Whole numbers in −limit … limit. Sums of their products are exact in float32 while they stay below 2²⁴, so kernels must match twins exactly.</summary>
    public static Tensor Whole(Shape shape, string name, int limit = 8)
    {
        RandomStream stream = new(0, name);
        return Fill(shape, () => stream.NextInt32((2 * limit) + 1) - limit);
    }

    /// <summary>All different: a random order of −Length / 2 … Length / 2, scaled. No ties for pooling, no zeros for rectifiers.</summary>
    public static Tensor Distinct(Shape shape, string name, float step = 1)
    {
        int[] order = new RandomStream(0, name).NextPermutation(shape.Length);
        int next = 0;
        return Fill(shape, () => (order[next++] - (shape.Length / 2) + 0.5f) * step);
    }

    private static Tensor Fill(Shape shape, Func<float> next)
    {
        float[] values = new float[shape.Length];
        for (int i = 0; i < values.Length; i++) values[i] = next();
        return Tensor.FromLogical(shape, values);
    }
}
