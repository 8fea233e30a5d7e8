using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx;
using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;
using ConvLens.Files.Onnx.Wire;
using ConvLens.Networks.Execution;
using ConvLens.Testing;

namespace ConvLens.Files.Tests.Onnx;

/// <summary>One of the standard's operator cases: a model of a node or a few, inputs and the outputs that they must give.</summary>
internal sealed class NodeCase(string folder)
{
    private const double Tolerance = 1e-4;

    public string Name => Path.GetFileName(folder);

    /// <summary>Null where all data sets agree, else what is wrong.</summary>
    public string? Run() => Directory.GetDirectories(folder, "test_data_set_*").Order(StringComparer.Ordinal).Select(Run).FirstOrDefault(fault => fault is not null);

    private string? Run(string set)
    {
        using ExternalFiles none = new(null);
        (string Name, Constant Values)[] inputs = [.. Read(set, "input", none)], outputs = [.. Read(set, "output", none)];
        string model = Path.Combine(folder, "model.onnx");
        string[] names = InputNames(model);
        Dictionary<string, Constant> given = names.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second.Values, StringComparer.Ordinal);
        OnnxModel loaded = Load(model, names, given);
        Dictionary<string, Tensor> feed = loaded.Network.Inputs.ToDictionary(node => node.Name, node => ToTensor(given[node.Name]), StringComparer.Ordinal);
        int batch = loaded.FollowsBatch ? feed[loaded.Network.Inputs.First(node => node.Layer is Networks.Layers.Input { Batched: true }).Name].Shape.N : 1;
        Trace trace = new Executor(loaded.Network, batch, Schedulers.One).Forward(loaded.Parameters, feed);
        return loaded.Outputs.Zip(outputs).Select(pair => Compare(pair.First.Output, pair.Second.Values, trace[pair.First.Node])).FirstOrDefault(fault => fault is not null);
    }

    // What cannot depend on inputs is fixed: at first nothing, then whole numbers, then all but the first input, then all.
    private static OnnxModel Load(string model, string[] names, Dictionary<string, Constant> given)
    {
        Func<string, bool>[] attempts = [_ => false, name => given[name].Type.IsWhole, name => name != names[0], _ => true];
        FileFormatException? last = null;
        foreach (Func<string, bool> isFixed in attempts)
            try
            {
                return OnnxModel.Load(model, new OnnxOptions { Fixed = given.Where(pair => isFixed(pair.Key)).ToDictionary(StringComparer.Ordinal) });
            }
            catch (FileFormatException declined)
            {
                last = declined;
            }

        throw last!;
    }

    private static string[] InputNames(string model)
    {
        using FileBytes bytes = FileBytes.Open(model);
        GraphProto graph = ModelProto.Read(new WireReader(bytes)).Graph!;
        return [.. graph.Inputs.Select(input => input.Name).Except(graph.Initializers.Select(tensor => tensor.Name), StringComparer.Ordinal)];
    }

    private static IEnumerable<(string, Constant)> Read(string set, string what, ExternalFiles none)
    {
        for (int number = 0; File.Exists(Path.Combine(set, $"{what}_{number}.pb")); number++)
        {
            StreamBytes bytes = new(new MemoryStream(File.ReadAllBytes(Path.Combine(set, $"{what}_{number}.pb"))), what);
            TensorProto tensor = TensorProto.Read(new WireReader(bytes));
            yield return (tensor.Name, StoredArray.Of(tensor, bytes, none));
        }
    }

    private static Tensor ToTensor(Constant constant) => new WeightSource(constant, constant.Shape).ToTensor();

    private static string? Compare(string name, Constant expected, Tensor found)
    {
        if (!expected.Extents.AsSpan().SequenceEqual([.. found.Shape.AsEnumerable()])) return $"{name} is {found.Shape}, expected {expected}";
        float[] logical = found.ToLogical();
        for (int i = 0; i < logical.Length; i++)
        {
            double want = expected.Numbers[i];
            if (Math.Abs(logical[i] - want) <= Tolerance * Math.Max(1, Math.Abs(want)) || (double.IsNaN(want) && float.IsNaN(logical[i])) || logical[i] == want) continue;
            return $"element {i} of {name} ({found.Shape}) is {logical[i]}, expected {want}";
        }

        return null;
    }
}
