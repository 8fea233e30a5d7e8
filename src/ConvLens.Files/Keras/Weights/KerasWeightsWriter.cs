using ConvLens.Compute.Tensors;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Hdf5.Writing;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Files.Keras.Weights;

/// <summary>Writes weights alone in the layout of Keras 2: below each layer's group the variables under their full names, and lists of both.</summary>
internal static class KerasWeightsWriter
{
    // Loaders take kernels of files without a version, or of version 1, for older orders.
    private const string Version = "2.15.0", Backend = "tensorflow";

    public static void Write(Stream stream, string path, Network network, ParameterSet parameters)
    {
        Hdf5Writer writer = new(stream);
        GroupDraft root = new();
        List<string> layers = [];
        HashSet<string> places = new(StringComparer.Ordinal) { "" };
        int[] maps = FlattenedMaps.Of(network);
        foreach (Node node in network.Nodes)
        {
            IReadOnlyList<Shape> inputs = network.InputShapes(node);
            IReadOnlyList<ParameterSpec> specs = node.Layer.ParametersFor(inputs);
            if (specs.Count == 0) continue;
            if (!places.Add(string.Join('/', Hdf5Group.Parts(node.Name)))) throw new FileFormatException(path, "the names of Keras' layers must differ in more than slashes", Excerpt.Of(node.Name));
            GroupDraft group = root.Group(node.Name);
            List<string> weights = [];
            foreach (KerasArray array in KerasArray.Of(path, node, specs, inputs, maps))
            {
                Tensor tensor = parameters[node.ParameterName(array.Parameter)];
                string weight = $"{node.Name}/{array.Local}:0";
                // As HDF5 has it, what begins with a slash goes from the root.
                (weight[0] == '/' ? root : group).Add(weight, writer.Dataset(array.Extents, data => OutputsLast.Write(data, tensor.Values, array.Outputs, array.Channels)));
                weights.Add(weight);
            }

            group.Attributes.AddRange(Hdf5Message.Texts("weight_names", weights));
            layers.Add(node.Name);
        }

        root.Attributes.AddRange([.. Hdf5Message.Texts("layer_names", layers), Hdf5Message.Text("backend", Backend), Hdf5Message.Text("keras_version", Version)]);
        writer.Finish(root.Place(writer));
    }
}
