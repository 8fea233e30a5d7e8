using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Import;
using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;
using ConvLens.Files.Onnx.Wire;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Onnx;

/// <summary>A network with its parameters out of an ONNX file [onnx], opsets 1 to 25.</summary>
/// <remarks>
/// <para>Everything computes in float32: weights of half or double precision, and quantized ones that the graph turns back, are converted as they are read. Whole numbers and truth values travel as floats.</para>
/// <para>Nodes bear the model's names for its nodes where these are there and unique, else those of their outputs; a node that becomes several layers adds <c>NAME/PART</c>. Inputs bear the model's names; <see cref="Outputs"/> says which node
/// each of the model's outputs is. Parameters are <c>NODE.weight</c> and so on; constants that feed operators are nodes of the kind <c>constant</c> with the tensor's name.</para>
/// <para>What is known when the model is opened is calculated then: shapes above all. An input's outermost extent that is open is the batch, and the network takes any; one that is fixed is taken as a batch too if the graph allows.</para>
/// </remarks>
/// <param name="Network">The network; its outputs are in the model's order.</param>
/// <param name="Parameters">Every parameter of the network.</param>
/// <param name="Outputs">The model's outputs and the nodes that make them, in the model's order.</param>
/// <param name="FollowsBatch">Whether the network takes another batch than the declared one.</param>
/// <param name="About">What else the file says.</param>
public sealed record OnnxModel(Network Network, ParameterSet Parameters, IReadOnlyList<(string Output, string Node)> Outputs, bool FollowsBatch, OnnxMetadata About)
{
    // Batches to see what follows them: prime and unusual, so that they meet no other extent by chance.
    private const int OneBatch = 13, OtherBatch = 17;

    /// <summary>The model in a file. Tensors in files of their own must lie in its folder or below it.</summary>
    /// <exception cref="FileFormatException">The file is damaged, leaves open what the options must say, or needs operators that ConvLens lacks: all of them are named.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static OnnxModel Load(string path, OnnxOptions? options = null)
    {
        using FileBytes file = FileBytes.Open(path);
        using ExternalFiles files = new(Path.GetDirectoryName(Path.GetFullPath(path)));
        return Load(file, files, options ?? new());
    }

    /// <summary>The model in a stream, which must hold its tensors too.</summary>
    /// <param name="stream">A stream that can seek, from its beginning to its end.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="options">What the model leaves open.</param>
    /// <exception cref="FileFormatException">As from a file.</exception>
    public static OnnxModel Load(Stream stream, string name, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using StreamBytes bytes = new(stream, name);
        using ExternalFiles files = new(folder: null);
        return Load(bytes, files, options ?? new());
    }

    private static OnnxModel Load(ByteSource source, ExternalFiles files, OnnxOptions options)
    {
        ModelProto model = ModelProto.Read(new WireReader(source));
        OnnxGraph graph = new(model, new TensorStore(source, files), options);
        string name = graph.Proto.Name.Length > 0 ? graph.Proto.Name : Path.GetFileNameWithoutExtension(source.Path);
        try
        {
            (Plan plan, Network network, bool follows) = Settle(graph, name);
            OnnxMetadata about = new(model.IrVersion, model.Opsets, model.Producer, model.ProducerVersion, model.Metadata);
            return new(network, plan.ReadParameters(), plan.Outputs, follows, about);
        }
        catch (Exception error) when (error is NetworkException or OnnxFault)
        {
            throw new FileFormatException(source.Path, "the graph must make a network", error.Message, error);
        }
    }

    private static (Plan Plan, Network Network, bool FollowsBatch) Settle(OnnxGraph graph, string name)
    {
        Dictionary<string, Shape> batched = graph.Inputs.Where(input => input.FollowsBatch).ToDictionary(input => input.Name, input => input.Shape, StringComparer.Ordinal);
        int declared = batched.Count > 0 ? batched.Values.First().N : 1, other = declared + OtherBatch;
        // A batch of 1 looks like many another extent: where the model leaves it open, two others tell more.
        int first = graph.IsBatchOpen ? declared + OneBatch : declared;
        if (batched.Count > 0 && Try(graph, new(declared, first, graph.IsBatchOpen)) is { } one
            && Try(graph, new(declared, other, graph.IsBatchOpen)) is { } second && BatchMerge.Merge(one, second) is { } merged)
        {
            Network network = merged.ToNetwork(name, batched);
            if (BatchMerge.Fits(network, second, other)) return (merged, network, true);
        }

        Plan plan = GraphImporter.Import(graph, new(declared, declared, graph.IsBatchOpen));
        return (plan, plan.ToNetwork(name, new Dictionary<string, Shape>(StringComparer.Ordinal)), false);
    }

    // What is wrong with the graph itself shows again at the declared batch.
    private static Plan? Try(OnnxGraph graph, BatchView batch)
    {
        try
        {
            return GraphImporter.Import(graph, batch);
        }
        catch (Exception error) when (error is FileFormatException or ArgumentException)
        {
            return null;
        }
    }
}
