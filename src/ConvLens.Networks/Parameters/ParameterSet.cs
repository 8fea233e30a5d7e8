using System.Collections;
using System.Diagnostics.CodeAnalysis;
using ConvLens.Compute.Random;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Parameters;

/// <summary>Immutable named tensors in a fixed order: the values that make a network a particular one.</summary>
/// <remarks>Its tensors are frozen, so sets may share them: an edit is a new set, and there is nothing to undo.</remarks>
public sealed class ParameterSet : IReadOnlyDictionary<string, Tensor>
{
    private readonly OrderedDictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>A set of the given tensors, which are frozen.</summary>
    /// <exception cref="NetworkException">A name occurs twice.</exception>
    public ParameterSet(IEnumerable<KeyValuePair<string, Tensor>> tensors)
        : this(tensors, freeze: true)
    {
    }

    private ParameterSet(IEnumerable<KeyValuePair<string, Tensor>> tensors, bool freeze)
    {
        foreach ((string name, Tensor tensor) in tensors)
            if (!_tensors.TryAdd(name, freeze ? tensor.Freeze() : tensor)) throw new NetworkException($"parameter '{name}' occurs twice");
    }

    /// <inheritdoc/>
    public int Count => _tensors.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _tensors.Keys;

    /// <inheritdoc/>
    public IEnumerable<Tensor> Values => _tensors.Values;

    /// <summary>A tensor by its full name.</summary>
    /// <exception cref="NetworkException">There is none.</exception>
    public Tensor this[string key] => _tensors.TryGetValue(key, out Tensor? tensor) ? tensor : throw new NetworkException($"there is no parameter '{key}'");

    /// <summary>Initial values: each parameter uniform in its spec's bounds, from its own stream <c>init/NAME</c>.</summary>
    /// <remarks>For weights and biases the bound is 1 / √(numbers that enter one output), PyTorch's default.</remarks>
    public static ParameterSet Initialize(Network network, ulong seed) =>
        new(network.Parameters.Select(parameter =>
        {
            RandomStream stream = new(seed, $"init/{parameter.Name}");
            float[] values = new float[parameter.Spec.Shape.Length];
            for (int i = 0; i < values.Length; i++) values[i] = parameter.Spec.Center + stream.NextSingle(-parameter.Spec.Bound, parameter.Spec.Bound);
            return KeyValuePair.Create(parameter.Name, Tensor.FromLogical(parameter.Spec.Shape, values));
        }));

    /// <summary>A view of tensors that somebody still writes to. Kernels pack such tensors anew for every pass.</summary>
    public static ParameterSet OverLiveTensors(IEnumerable<KeyValuePair<string, Tensor>> tensors) => new(tensors, freeze: false);

    /// <summary>The same set with one tensor replaced; the others are shared.</summary>
    /// <exception cref="NetworkException">There is no such parameter, or its shape differs.</exception>
    public ParameterSet With(string name, Tensor tensor)
    {
        if (this[name].Shape != tensor.Shape) throw new NetworkException($"parameter '{name}' is {this[name].Shape}, found {tensor.Shape}");
        return new(_tensors.Select(pair => pair.Key == name ? KeyValuePair.Create(name, tensor) : pair));
    }

    /// <summary>Refuses a set that does not fit a network: every parameter there with its shape, and no other.</summary>
    /// <exception cref="NetworkException">Names the first parameter that is missing, left over or of another shape.</exception>
    public void RequireFit(Network network)
    {
        HashSet<string> left = new(Keys, StringComparer.Ordinal);
        foreach ((string name, var spec) in network.Parameters)
        {
            if (!left.Remove(name)) throw new NetworkException($"parameter '{name}' of network '{network.Name}' is missing, expected {spec.Shape}");
            if (this[name].Shape != spec.Shape) throw new NetworkException($"parameter '{name}' of network '{network.Name}' is {this[name].Shape}, expected {spec.Shape}");
        }

        if (left.Count > 0) throw new NetworkException($"network '{network.Name}' has no parameter '{left.Order(StringComparer.Ordinal).First()}'");
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _tensors.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out Tensor value) => _tensors.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, Tensor>> GetEnumerator() => _tensors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
