using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Values;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;

namespace ConvLens.Files.Onnx.Import;

/// <summary>Runs layers on constants while the model is opened, so that whatever a network can compute can also be part of a weight.</summary>
internal static class LayerFolding
{
    private const long FewNumbers = 1 << 23;

    /// <summary>The outputs' numbers, or null where the plan is too large to be run here.</summary>
    public static Constant?[]? Run(Plan plan, Value?[] outputs)
    {
        // Constants lie in the file; what is made of them should not be much more.
        long given = plan.Nodes.Where(node => node.Inputs.Count == 0).Sum(node => (long)node.Shape.Length);
        if (plan.Nodes.Sum(node => (long)node.Shape.Length) > Math.Max(FewNumbers, 4 * given)) return null;
        Value[] computed = [.. outputs.OfType<Value>().Where(output => output.Node is not null)];
        foreach (Value output in computed) plan.Outputs.Add((output.Node!, output.Node!));
        if (computed.Length == 0) return [.. outputs.Select(output => output?.Constant)];
        Network network = plan.ToNetwork("constants", new Dictionary<string, Shape>(StringComparer.Ordinal));
        Trace trace = new Executor(network, 1, new Scheduler(1)).Forward(plan.ReadParameters(), new Dictionary<string, Tensor>(StringComparer.Ordinal));
        return [.. outputs.Select(output => output?.Node is { } node ? new TensorArray(output.Type, trace[node]) : output?.Constant)];
    }
}
