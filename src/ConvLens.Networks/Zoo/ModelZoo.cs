using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Zoo;

/// <summary>The networks known by name.</summary>
public static class ModelZoo
{
    private static readonly OrderedDictionary<string, Func<Network>> Models = new(StringComparer.Ordinal)
    {
        [LeNet5.Name] = LeNet5.Create,
        [DemoNet.Name] = DemoNet.Create,
    };

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names => [.. Models.Keys];

    /// <summary>A network by name.</summary>
    /// <exception cref="NetworkException">There is no such network; the message lists those there are.</exception>
    public static Network Create(string name) =>
        Models.TryGetValue(name, out Func<Network>? create) ? create() : throw new NetworkException($"there is no model '{name}' in the zoo, expected one of {string.Join(", ", Names)}");
}
