using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx.Schema;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Import;

/// <summary>Settles the shape of every input. An outermost extent that is open is the batch; any other open extent must come from the caller.</summary>
internal static class InputShapes
{
    public static IReadOnlyList<GraphInput> Settle(OnnxGraph graph, OnnxOptions options)
    {
        ValueProto[] inputs = [.. graph.Proto.Inputs.Where(input => !graph.Constants.ContainsKey(input.Name))];
        if (inputs.Select(input => input.Name).Distinct(StringComparer.Ordinal).Count() < inputs.Length) throw graph.Fault("every input must have a name of its own", "one twice");
        if (inputs.Length == 1 && options.Shapes.TryGetValue("", out Shape only)) options = options with { Shapes = new Dictionary<string, Shape>(StringComparer.Ordinal) { [inputs[0].Name] = only } };
        string[] unknown = [.. options.Shapes.Keys.Except(inputs.Select(input => input.Name), StringComparer.Ordinal)];
        if (unknown.Length > 0) throw graph.Fault($"an input whose shape is given must be one of {string.Join(", ", inputs.Select(input => Excerpt.Of(input.Name)))}", Excerpt.Of(unknown[0]));
        return FollowBatch([.. inputs.Select(input => Settle(graph, input, options))], graph.IsBatchOpen);
    }

    private static GraphInput Settle(OnnxGraph graph, ValueProto input, OnnxOptions options)
    {
        string what = $"input {Excerpt.Of(input.Name)}";
        if (!input.IsTensor) throw graph.Fault($"{what} must be a tensor", "something else");
        DataType type = DataType.Find(input.ElementType) ?? throw graph.Fault($"{what} must hold floats, whole numbers or truth values", DataType.NameOf(input.ElementType));
        if (options.Shapes.TryGetValue(input.Name, out Shape given)) return new(input.Name, type, given, FollowsBatch: input.Axes is null or [{ Extent: null }, ..]);
        if (input.Axes is not { } axes) throw graph.Fault($"the shape of {what} must be given to open this model", "a model that leaves it open");
        int[] extents = new int[axes.Count];
        for (int axis = 0; axis < extents.Length; axis++)
            extents[axis] = axes[axis].Extent switch
            {
                >= 1 and <= int.MaxValue and long extent => axis == 0 && options.Batch is { } batch ? batch : (int)extent,
                { } extent => throw graph.Fault($"the extents of {what} must lie between 1 and 2³¹ − 1", $"{extent} at axis {axis}"),
                null when axis == 0 => options.Batch ?? 1,
                null => throw graph.Fault($"the shape of {what} must be given to open this model, for its axis {axis}{(axes[axis].Parameter is { Length: > 0 } name ? $" ({Excerpt.Of(name)})" : "")} is open", string.Join('×', axes.Select(one => one.Extent?.ToString() ?? Excerpt.Of(one.Parameter ?? "?")))),
            };
        try
        {
            return new(input.Name, type, new(extents), FollowsBatch: axes is [{ Extent: null }, ..]);
        }
        catch (ArgumentException error)
        {
            throw graph.Fault($"the shape of {what} must fit a tensor", string.Join('×', extents), error);
        }
    }

    // Where no extent is open, inputs of several axes that agree in their outermost are tried with another batch as well.
    private static GraphInput[] FollowBatch(GraphInput[] inputs, bool anyOpen)
    {
        if (anyOpen) return inputs;
        int[] batches = [.. inputs.Where(input => input.Shape.Rank > 1).Select(input => input.Shape.N).Distinct()];
        return batches.Length == 1 ? [.. inputs.Select(input => input with { FollowsBatch = input.Shape.Rank > 1 })] : inputs;
    }
}
