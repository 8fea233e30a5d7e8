using System.Text.Json;

namespace ConvLens.Files.Keras.Config;

/// <summary>Parses a model's JSON: <c>Sequential</c>, or <c>Functional</c> (which was called <c>Model</c>).</summary>
internal sealed class DefinitionParser(string path)
{
    private const string Inbound = "inbound_nodes";

    public static bool IsModel(string className) => className is "Sequential" or "Functional" or "Model";

    public KerasDefinition Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Parse(document.RootElement.Clone());
        }
        catch (JsonException fault)
        {
            throw new FileFormatException(path, "a model's definition must be JSON", "a fault in it", fault);
        }
    }

    private KerasDefinition Parse(JsonElement json)
    {
        string className = Text("a model's class", Member("a model", json, "class_name"));
        JsonElement config = Member("a model", json, "config");
        return className == "Sequential" ? Sequential(config)
            : IsModel(className) ? Functional(config)
            : throw new FileFormatException(path, "a model must be Sequential, Functional or Model", Excerpt.Of(className));
    }

    private KerasDefinition Sequential(JsonElement config)
    {
        bool isList = config.ValueKind == JsonValueKind.Array;
        string name = isList ? "sequential" : NameOf(config, "sequential");
        List<KerasLayer> layers = [];
        foreach (JsonElement json in Items("the layers of a model", isList ? config : Member("a model", config, "layers")))
        {
            KerasLayer layer = Layer(json);
            if (layers.Count == 0 && layer.ClassName != KerasLayer.Input)
                layers.Add(new(KerasLayer.Input, $"{layer.Name}_input", InputOptions(layer, isList ? default : config), [], null));
            layers.Add(layers.Count == 0 ? layer : layer with { Calls = [[new(layers[^1].Name, 0, 0)]] });
        }

        return layers.Count > 0 ? new(name, layers, [new(layers[0].Name, 0, 0)], [new(layers[^1].Name, 0, 0)]) : throw new FileFormatException(path, "a model must have layers", "none");
    }

    // A chain without an input layer keeps the input's shape with its first layer, or beside the layers.
    private static JsonElement InputOptions(KerasLayer first, JsonElement model)
    {
        JsonElement options = first.Model is { Layers: [{ ClassName: KerasLayer.Input } input, ..] } ? input.Options : first.Options;
        bool hasShape = options.ValueKind == JsonValueKind.Object && (options.TryGetProperty("batch_input_shape", out _) || options.TryGetProperty("batch_shape", out _));
        return hasShape || model.ValueKind != JsonValueKind.Object ? options : model;
    }

    private KerasDefinition Functional(JsonElement config) => new(
        NameOf(config, "model"),
        [.. Items("the layers of a model", Member("a model", config, "layers")).Select(Layer)],
        [.. References("the inputs of a model", Member("a model", config, "input_layers"))],
        [.. References("the outputs of a model", Member("a model", config, "output_layers"))]);

    private KerasLayer Layer(JsonElement json)
    {
        string className = Text("a layer's class", Member("a layer", json, "class_name"));
        JsonElement config = Member("a layer", json, "config");
        string name = json.TryGetProperty("name", out JsonElement own) ? Text("a layer's name", own) : NameOf(config, className);
        List<IReadOnlyList<KerasReference>> calls = [];
        if (json.TryGetProperty(Inbound, out JsonElement nodes))
            foreach (JsonElement node in Items($"what {Excerpt.Of(name)} reads", nodes)) calls.Add([.. References($"what {Excerpt.Of(name)} reads", node)]);
        return new(className, name, config, calls, IsModel(className) ? Parse(json) : null);
    }

    /// <summary>One reference or a list of them, in the words of Keras 2 (<c>["conv1", 0, 0, {}]</c>) or 3 (an object with a history).</summary>
    private IEnumerable<KerasReference> References(string what, JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array && json.GetArrayLength() is >= 3 and <= 4 && json[0].ValueKind == JsonValueKind.String)
            return [new(Text(what, json[0]), Index(what, json[1]), Index(what, json[2]))];
        if (json.ValueKind == JsonValueKind.Object)
        {
            if (json.TryGetProperty("keras_history", out JsonElement history)) return References(what, history);
            foreach (string name in (string[])["args", "config"])
                if (json.TryGetProperty(name, out JsonElement inner)) return References(what, inner);
            return [];
        }

        return Items(what, json).SelectMany(item => References(what, item));
    }

    private int Index(string what, JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out int index) ? index : throw new FileFormatException(path, $"{what} must have whole numbers", $"{json.ValueKind}");

    private string NameOf(JsonElement config, string otherwise) => config.ValueKind == JsonValueKind.Object && config.TryGetProperty("name", out JsonElement name) ? Text("a name", name) : otherwise;

    private JsonElement Member(string what, JsonElement json, string name) => KerasJson.Member(path, what, json, name);

    private IEnumerable<JsonElement> Items(string what, JsonElement json) => KerasJson.Items(path, what, json);

    private string Text(string what, JsonElement json) => KerasJson.Text(path, what, json);
}
