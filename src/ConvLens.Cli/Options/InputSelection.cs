using System.CommandLine;
using ConvLens.Compute.Tensors;
using ConvLens.Files;
using ConvLens.Files.Npy;
using ConvLens.Networks.Graph;

namespace ConvLens.Cli.Options;

/// <summary><c>--input FILE</c> or <c>--input NAME=FILE</c>: what the network is fed.</summary>
internal sealed class InputSelection
{
    private readonly Option<string[]> _inputs = new("--input")
    {
        HelpName = "[NAME=]FILE",
        Description = "An array (.npy) in N, C, H, W; a missing N is taken as 1. With several inputs, once for each",
        Required = true,
    };

    /// <summary>Adds the option to a command.</summary>
    public InputSelection(Command command) => command.Add(_inputs);

    /// <summary>The arrays by input name.</summary>
    /// <exception cref="UsageException">An input is given twice, or a name is missing where there are several.</exception>
    public IReadOnlyDictionary<string, Tensor> Read(ParseResult parsed, Network network)
    {
        Dictionary<string, Tensor> inputs = new(StringComparer.Ordinal);
        foreach (string text in parsed.GetRequiredValue(_inputs))
        {
            (Node node, string path) = Split(text, network);
            if (!inputs.TryAdd(node.Name, Shape(path, NpyFile.Read(InputFile.Existing(_inputs.Name, path)), network.Shapes[node.Index]))) throw new UsageException($"--input feeds '{node.Name}' twice");
        }

        return inputs;
    }

    /// <summary>The array of a network with one input.</summary>
    public Tensor ReadOne(ParseResult parsed, Network network)
    {
        IReadOnlyDictionary<string, Tensor> inputs = Read(parsed, network);
        return network.Inputs.Count == 1 ? inputs[network.Inputs[0].Name] : throw new UsageException($"this command takes networks with one input, '{network.Name}' has {network.Inputs.Count}");
    }

    /// <summary>The array of a network with one input, which must be a single picture.</summary>
    public Tensor ReadPicture(ParseResult parsed, Network network)
    {
        Tensor input = ReadOne(parsed, network);
        return input.Shape.N == 1 ? input : throw new UsageException($"this command looks at one picture at a time, found a batch of {input.Shape.N}");
    }

    private static (Node Node, string Path) Split(string text, Network network)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && network.Inputs.FirstOrDefault(input => input.Name == text[..equals]) is { } named) return (named, text[(equals + 1)..]);
        if (network.Inputs.Count == 1) return (network.Inputs[0], text);
        throw new UsageException($"--input {text} must say which input it feeds: {string.Join(" or ", network.Inputs.Select(input => $"{input.Name}={text}"))}");
    }

    private static Tensor Shape(string path, Tensor array, Shape expected)
    {
        // As a plain sequence: spread itself, a shape would be taken to have as many extents as its Length.
        if (array.Shape.Rank == expected.Rank - 1) array = Tensor.FromLogical(new([1, .. array.Shape.AsEnumerable()]), array.ToLogical());
        return array.Shape.Rank == expected.Rank && array.Shape.Skip(1).SequenceEqual(expected.Skip(1)) ? array
            : throw new FileFormatException(path, $"the network's input is N×{string.Join('×', expected.Skip(1))}", $"{array.Shape}");
    }
}
