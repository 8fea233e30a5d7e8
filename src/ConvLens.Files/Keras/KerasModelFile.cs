using ConvLens.Compute.Tensors;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Keras.Config;
using ConvLens.Files.Keras.Import;
using ConvLens.Files.Keras.Import.Layers;
using ConvLens.Files.Keras.Weights;

namespace ConvLens.Files.Keras;

/// <summary>Reads whole models from Keras' <c>.h5</c> files [keras]: Sequential and Functional ones, models inside of models, layers that are used several times.</summary>
/// <remarks>
/// <para>Keras keeps maps as [N, H, W, C] unless told otherwise; here they are [N, C, H, W] in both cases, inputs and outputs too. Where a vector is flattened maps, its numbers stand map by map and not pixel by pixel, and the weights
/// behind it are put in that order; where that is not possible, nodes that reorder are added, so that the network's outputs have Keras' order.</para>
/// <para>Padding <c>same</c> is TensorFlow's: what cannot be halved is added at the bottom and right. Hard sigmoid follows the version of Keras that wrote the file. Layers that only training knows (noise, spatial dropout) are left out.</para>
/// </remarks>
public static class KerasModelFile
{
    private const string ConfigAttribute = "model_config", VersionAttribute = "keras_version";

    /// <summary>The model in a file, or of a definition in another and the weights in this.</summary>
    /// <param name="path">The <c>.h5</c> file.</param>
    /// <param name="definition">A file with the model's JSON, as <c>model.to_json()</c> gives it; null where the <c>.h5</c> file holds it.</param>
    /// <param name="input">The input's shape [1, C, H, W], for models that leave it open. Default: the model's own.</param>
    /// <exception cref="FileFormatException">The file is damaged, holds weights alone, or asks for layers that are not known: all of them are named.</exception>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    public static KerasModel Read(string path, string? definition = null, Shape? input = null)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path, definition is null ? null : File.ReadAllText(definition), input);
    }

    /// <summary>The model in a stream.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="name">What errors call the file.</param>
    /// <param name="definition">The model's JSON; null where the stream holds it.</param>
    /// <param name="input">The input's shape [1, C, H, W], for models that leave it open. Default: the model's own.</param>
    /// <exception cref="FileFormatException">The stream is damaged, holds weights alone, or asks for layers that are not known: all of them are named.</exception>
    public static KerasModel Read(Stream stream, string name, string? definition = null, Shape? input = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Hdf5File file = Hdf5File.Open(stream, name);
        string? inside = file.Root.Attributes.TryGetValue(ConfigAttribute, out Hdf5Attribute? config) ? config.Text() : null;
        KerasDefinition model = new DefinitionParser(name).Parse(definition ?? inside ?? throw new FileFormatException(name, $"a whole model has an attribute '{ConfigAttribute}'", "none: it holds weights alone"));
        RequireKnown(name, model);
        string version = file.Root.Attributes.TryGetValue(VersionAttribute, out Hdf5Attribute? attribute) ? attribute.Text() : "2";
        KerasImport import = new(name, model.Name, new KerasVariables(file), IsChannelsFirst(name, model)) { NewHardSigmoid = version.StartsWith('3') };
        (var network, var parameters) = import.Build(new ModelTranslator(import, input).Translate(model));
        return new(network, parameters);
    }

    /// <summary>Whether a file holds a whole model, and not weights alone.</summary>
    internal static bool IsModel(Hdf5File file) => file.Root.Attributes.ContainsKey(ConfigAttribute);

    private static void RequireKnown(string path, KerasDefinition model)
    {
        string[] layers = [.. model.AllLayers.Where(layer => layer.ClassName != KerasLayer.Input && !LayerTable.All.ContainsKey(layer.ClassName)).Select(layer => layer.Title).Distinct(StringComparer.Ordinal)];
        string[] activations =
        [
            .. from layer in model.AllLayers
               where LayerTable.All.ContainsKey(layer.ClassName)
               let name = ActivationNames.NameIn(path, layer)
               where name != ActivationNames.Linear && ActivationNames.LayerOf(name, newHardSigmoid: false) is null
               select $"activation {Excerpt.Of(name)} of {layer.Title}",
        ];
        string[] unknown = [.. layers, .. activations];
        if (unknown.Length > 0) throw new FileFormatException(path, "every layer of the model must be one that is known", string.Join(", ", unknown.Take(8)) + (unknown.Length > 8 ? $" and {unknown.Length - 8} more" : ""));
    }

    // Flattening names an order too, but means something else by it.
    private static bool IsChannelsFirst(string path, KerasDefinition model)
    {
        string[] formats = [.. model.AllLayers.Where(layer => layer.ClassName != "Flatten").Select(layer => new KerasConfig(path, layer.Title, layer.Options).Text("data_format", "")).Where(format => format.Length > 0).Distinct(StringComparer.Ordinal)];
        return formats switch
        {
            [] or ["channels_last"] => false,
            ["channels_first"] => true,
            _ => throw new FileFormatException(path, "all layers must have their channels last, or all first", string.Join(" and ", formats.Select(Excerpt.Of))),
        };
    }
}
