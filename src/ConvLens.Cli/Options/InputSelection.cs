using System.CommandLine;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Pictures;
using ConvLens.Files;
using ConvLens.Files.Npy;
using ConvLens.Imaging.Codecs;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Cli.Options;

/// <summary><c>--input FILE</c> or <c>--input NAME=FILE</c>, and <c>--preprocess HOW</c>: what the network is fed.</summary>
internal sealed class InputSelection
{
    private readonly Option<string[]> _inputs = new("--input")
    {
        HelpName = "[NAME=]FILE",
        Description = "A picture (PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP) or an array (.npy) in N, C, H, W; a missing N is taken as 1. Several files for one input are a batch",
        Required = true,
    };

    private readonly Option<string?> _preprocess = PreprocessOption.Create();
    private readonly Terminal _terminal;
    private readonly ModelSelection _model;

    /// <summary>Adds the options to a command; the terminal is told what becomes of pictures, and the model decides where the user does not.</summary>
    public InputSelection(Command command, Terminal terminal, ModelSelection model)
    {
        (_terminal, _model) = (terminal, model);
        command.Add(_inputs);
        command.Add(_preprocess);
    }

    /// <summary>The numbers for all inputs.</summary>
    /// <exception cref="UsageException">A name is missing where there are several inputs, or one input gets more samples than another.</exception>
    /// <exception cref="FileFormatException">A file cannot be read, or does not suit its input.</exception>
    public NetworkInput Read(ParseResult parsed, Network network) => Tell(Collect(parsed, network));

    /// <summary>The numbers of a network with one input.</summary>
    public NetworkInput ReadOne(ParseResult parsed, Network network) => Tell(CollectOne(parsed, network));

    /// <summary>The numbers of a network with one input, which must be a single picture.</summary>
    public NetworkInput ReadSingle(ParseResult parsed, Network network)
    {
        NetworkInput input = CollectOne(parsed, network);
        return input.First.Shape.N == 1 ? Tell(input) : throw new UsageException($"this command looks at one picture at a time, found a batch of {input.First.Shape.N}");
    }

    private NetworkInput CollectOne(ParseResult parsed, Network network) =>
        network.Inputs.Count == 1 ? Collect(parsed, network) : throw new UsageException($"this command takes networks with one input, '{network.Name}' has {network.Inputs.Count}");

    private NetworkInput Collect(ParseResult parsed, Network network)
    {
        Preprocessing preprocessing = parsed.GetValue(_preprocess) is { } text ? Preprocessing.Parse(text) : _model.UsualPreprocessing(parsed);
        bool hasPictures = false;
        OrderedDictionary<string, List<Tensor>> inputs = new(StringComparer.Ordinal);
        foreach (string input in parsed.GetRequiredValue(_inputs))
        {
            (Node node, string path) = Split(input, network);
            bool isPicture = PictureReader.IsPicture(InputFile.Existing(_inputs.Name, path));
            Shape shape = network.Shapes[node.Index];
            if (!inputs.TryGetValue(node.Name, out List<Tensor>? samples)) inputs[node.Name] = samples = [];
            samples.Add(isPicture ? Picture.Load(path, preprocessing, shape) : Fit(path, NpyFile.Read(path), shape));
            hasPictures |= isPicture;
        }

        Dictionary<string, Tensor> joined = inputs.ToDictionary(pair => pair.Key, pair => Join(pair.Value), StringComparer.Ordinal);
        string[] batched = [.. network.Inputs.Where(node => node.Layer is Input { Batched: true }).Select(node => node.Name).Where(joined.ContainsKey)];
        if (batched.Select(name => joined[name].Shape.N).Distinct().Count() > 1)
            throw new UsageException($"all inputs need as many samples, found {string.Join(" and ", batched.Select(name => $"{joined[name].Shape.N} for '{name}'"))}");
        return new(joined, hasPictures ? preprocessing : null);
    }

    private NetworkInput Tell(NetworkInput input)
    {
        if (input.Preprocessing is { } preprocessing)
            _terminal.Error.WriteLine($"convlens: pictures are fed as {string.Join(" and ", input.Tensors.Values.Select(tensor => tensor.Shape))} with --preprocess {(preprocessing.ToString() is var text && text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text)}");
        return input;
    }

    private static (Node Node, string Path) Split(string text, Network network)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && network.Inputs.FirstOrDefault(input => input.Name == text[..equals]) is { } named) return (named, text[(equals + 1)..]);
        if (network.Inputs.Count == 1) return (network.Inputs[0], text);
        throw new UsageException($"--input {text} must say which input it feeds: {string.Join(" or ", network.Inputs.Select(input => $"{input.Name}={text}"))}");
    }

    private static Tensor Fit(string path, Tensor array, Shape expected)
    {
        // As a plain sequence: spread itself, a shape would be taken to have as many extents as its Length.
        if (array.Shape.Rank == expected.Rank - 1) array = Tensor.FromLogical(new([1, .. array.Shape.AsEnumerable()]), array.ToLogical());
        return array.Shape.Rank == expected.Rank && array.Shape.Skip(1).SequenceEqual(expected.Skip(1)) ? array
            : throw new FileFormatException(path, $"the network's input is N×{string.Join('×', expected.Skip(1))}", $"{array.Shape}");
    }

    private static Tensor Join(List<Tensor> samples)
    {
        if (samples.Count == 1) return samples[0];
        Tensor batch = new(samples[0].Shape.WithN(samples.Sum(sample => sample.Shape.N)));
        int at = 0;
        foreach (Tensor sample in samples)
        {
            sample.Values.CopyTo(batch.Span[at..]);
            at += sample.Length;
        }

        return batch;
    }
}
