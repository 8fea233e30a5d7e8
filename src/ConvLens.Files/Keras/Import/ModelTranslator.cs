using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;
using ConvLens.Files.Keras.Config;

namespace ConvLens.Files.Keras.Import;

/// <summary>Walks a model's definition in an order of execution and adds a node or more for each call of a layer.</summary>
/// <param name="import">The network in the making.</param>
/// <param name="givenInput">The input's shape where the model leaves it open; its channels first.</param>
internal sealed class ModelTranslator(KerasImport import, Shape? givenInput)
{
    /// <summary>Adds a model's layers and returns its outputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">What it reads; null for the model that is the network itself.</param>
    public IReadOnlyList<KerasTensor> Translate(KerasDefinition model, IReadOnlyList<KerasTensor>? inputs = null)
    {
        Dictionary<KerasReference, KerasTensor> values = [];
        if (inputs is not null && inputs.Count != model.Inputs.Count) throw new FileFormatException(import.Path, $"model {Excerpt.Of(model.Name)} reads {model.Inputs.Count} inputs", $"{inputs.Count}");
        for (int i = 0; i < inputs?.Count; i++) values[model.Inputs[i]] = inputs[i];
        List<(KerasLayer Layer, int Call)> waiting = [.. model.Layers.SelectMany(layer => layer.ClassName == KerasLayer.Input ? [(layer, 0)] : layer.Calls.Select((_, call) => (layer, call)))];
        while (waiting.Count > 0)
        {
            int before = waiting.Count;
            waiting.RemoveAll(item => IsReady(item.Layer, item.Call, values) && Run(item.Layer, item.Call, values));
            if (waiting.Count == before) throw new FileFormatException(import.Path, $"{waiting[0].Layer.Title} must read layers that do not wait for it", "none or a circle");
        }

        return [.. model.Outputs.Select(output => values.TryGetValue(output, out KerasTensor? value) ? value : throw new FileFormatException(import.Path, $"output {Excerpt.Of(output.Layer)} must be a layer of the model", "none"))];
    }

    private static bool IsReady(KerasLayer layer, int call, Dictionary<KerasReference, KerasTensor> values) => layer.ClassName == KerasLayer.Input || layer.Calls[call].All(values.ContainsKey);

    private bool Run(KerasLayer layer, int call, Dictionary<KerasReference, KerasTensor> values)
    {
        KerasReference own = new(layer.Name, call, 0);
        if (layer.ClassName == KerasLayer.Input)
        {
            if (!values.ContainsKey(own)) values[own] = import.AddInput(layer.Name, InputShape(layer));
            return true;
        }

        KerasTensor[] inputs = [.. layer.Calls[call].Select(reference => values[reference])];
        if (inputs.Length == 0) throw new FileFormatException(import.Path, $"{layer.Title} must read something", "nothing");
        if (layer.Model is { } model)
        {
            IReadOnlyList<KerasTensor> outputs = Translate(model, inputs);
            for (int i = 0; i < outputs.Count; i++) values[own with { Output = i }] = outputs[i];
        }
        else values[own] = LayerTable.All[layer.ClassName](new(import, layer, inputs));
        return true;
    }

    private Shape InputShape(KerasLayer layer)
    {
        if (givenInput is { } given) return given;
        KerasConfig config = new(import.Path, layer.Title, layer.Options);
        string name = config.Has("batch_shape") ? "batch_shape" : config.Has("build_input_shape") && !config.Has("batch_input_shape") ? "build_input_shape" : "batch_input_shape";
        int[] extents = [.. config.Integers(name)];
        if (extents.Length < 2 || extents[1..].Any(extent => extent < 1))
            throw config.Fault(name, "a batch and extents of at least 1 (give an input shape where the model leaves it open)", string.Join(", ", extents.Select(extent => extent < 0 ? "open" : $"{extent}")));
        int[] sample = extents.Length == 4 && !import.ChannelsFirst ? [extents[3], extents[1], extents[2]] : extents[1..];
        return DeclaredShape.Of(import.Path, layer.Title, [1, .. sample.Select(extent => (long)extent)]);
    }
}
