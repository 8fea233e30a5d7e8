using ConvLens.Compute.Random;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>Seeded numbers written straight into the tensors that are used: networks of 200 million parameters have no room for a second copy.</summary>
internal static class InitialValues
{
    private const ulong Seed = 0;

    /// <summary>Weights with the standard deviation √(2 / fan-in) [he2015], biases 0: activations keep their size through ReLUs, so that no engine meets subnormal numbers.</summary>
    public static IReadOnlyDictionary<string, Tensor> He(Network network) =>
        // Uniform in ±b has the deviation b / √3, and a weight's bound is 1 / √fan-in.
        Fill(network, spec => spec.Name == "bias" ? 0 : MathF.Sqrt(6) * spec.Bound);

    /// <summary>Every parameter uniform in its specification's bounds, PyTorch's default.</summary>
    public static IReadOnlyDictionary<string, Tensor> Default(Network network) => Fill(network, spec => spec.Bound);

    /// <summary>Uniform numbers in [0, 1).</summary>
    public static Tensor Picture(Shape shape, string name) => Uniform(shape, name, 0.5f, 0.5f);

    private static Dictionary<string, Tensor> Fill(Network network, Func<ParameterSpec, float> bound) =>
        network.Parameters.ToDictionary(parameter => parameter.Name, parameter => Uniform(parameter.Spec.Shape, parameter.Name, parameter.Spec.Center, bound(parameter.Spec)), StringComparer.Ordinal);

    private static Tensor Uniform(Shape shape, string name, float center, float bound)
    {
        Tensor tensor = new(shape);
        RandomStream stream = new(Seed, name);
        foreach (ref float value in tensor.Span) value = center + stream.NextSingle(-bound, bound);
        return tensor;
    }
}
