using ConvLens.Compute.Tensors;
using ConvLens.Files;
using ConvLens.Files.Keras;
using ConvLens.Files.Onnx;
using ConvLens.Networks.Zoo;

namespace ConvLens.Studies.Models;

/// <summary>Files that hold a whole model: its graph and its weights.</summary>
public static class ModelFile
{
    private static ReadOnlySpan<byte> Hdf5 => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether what a user calls a model names a file rather than a network of the zoo: it has a folder or an ending, or a file of that name is there.</summary>
    public static bool IsPath(string model) =>
        !ModelZoo.Names.Contains(model, StringComparer.Ordinal) && (Path.HasExtension(model) || model.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || File.Exists(model));

    /// <summary>Reads a model: ONNX, or Keras' <c>.h5</c> with its configuration. The content decides which.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shapes">Shapes by input name, for models that leave more open than the batch; with the empty name for the only input.</param>
    /// <exception cref="FileFormatException">The file is damaged, holds weights alone, or needs operators that are not known: all of them are named.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static OpenedModel Read(string path, IReadOnlyDictionary<string, Shape> shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        byte[] head = Head(path);
        if (head.AsSpan().StartsWith(Hdf5))
        {
            KerasModel keras = KerasModelFile.Read(path, input: shapes.Count == 0 ? null : shapes.Values.First());
            return new(keras.Network, keras.Parameters, [.. keras.Network.Outputs.Select(node => (node.Name, node.Name))]);
        }

        if (WeightsAlone(path, head) is { } weights)
            throw new FileFormatException(path, "a model is ONNX or Keras' .h5 with its configuration", $"{weights}, which holds weights alone: name a network of the zoo and pass the file with --weights");
        OnnxModel model = OnnxModel.Load(path, new() { Shapes = shapes });
        return new(model.Network, model.Parameters, model.Outputs);
    }

    private static string? WeightsAlone(string path, byte[] head) => head switch
    {
        [(byte)'P', (byte)'K', ..] => Path.GetExtension(path) is ".npz" ? "a .npz" : "a .pth",
        [_, _, _, _, _, _, _, _, (byte)'{', ..] => "a .safetensors",
        [0x80, <= 5, ..] => "a .pth",
        [0x93, (byte)'N', (byte)'U', ..] => "a .npy",
        _ => null,
    };

    private static byte[] Head(string path)
    {
        using FileStream stream = File.OpenRead(path);
        byte[] head = new byte[16];
        return head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
