using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>A network that is known by name.</summary>
public sealed class ZooModel
{
    private readonly Func<Extent, Network> _create;

    internal ZooModel(string name, Extent size, string description, Func<Extent, Network> create, string? publishedWeights = null) =>
        (Name, Size, Description, _create, PublishedWeights) = (name, size, description, create, publishedWeights);

    /// <summary>The name, which the network bears too.</summary>
    public string Name { get; }

    /// <summary>The usual rows and columns of its pictures.</summary>
    public Extent Size { get; }

    /// <summary>What it is, in a line.</summary>
    public string Description { get; }

    /// <summary>The file of torchvision's weights for it, null where there is none. After the last hyphen of its name stand the first hexadecimal digits of its SHA-256.</summary>
    public string? PublishedWeights { get; }

    /// <summary>The network.</summary>
    /// <param name="size">Rows and columns of its pictures. Default: the usual ones.</param>
    /// <exception cref="NetworkException">The size is too small for it.</exception>
    public Network Create(Extent? size = null) => _create(size ?? Size);
}
