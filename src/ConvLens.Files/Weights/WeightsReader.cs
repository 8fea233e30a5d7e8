using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;

namespace ConvLens.Files.Weights;

/// <summary>Reads named tensors from a file of any format that holds them: safetensors, PyTorch's .pth (zip or older), NumPy's .npz, Keras' .h5, the stored tensors of an ONNX model.</summary>
/// <remarks>The content decides the format; the name's ending is asked only where the content is none that is known.</remarks>
public static class WeightsReader
{
    /// <summary>All tensors of a file by name, as float32, in the file's order.</summary>
    /// <exception cref="FileFormatException">The file is damaged, of no known format, or holds no set of weights.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>All tensors of a stream by name.</summary>
    /// <param name="stream">A stream that can seek, at its beginning.</param>
    /// <param name="name">What errors call the file; its ending is a hint.</param>
    /// <exception cref="FileFormatException">The stream is damaged, of no known format, or holds no set of weights.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        WeightsCandidate file = new(stream, name);
        if (file.Begins(NpyHeader.Magic)) throw new FileFormatException(name, "weights are a set of named arrays", "a .npy file, which is one array (numpy.savez writes several)");
        WeightsFormat format = WeightsFormat.All.FirstOrDefault(format => format.Recognizes(file))
            ?? WeightsFormat.All.FirstOrDefault(format => format.Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            ?? throw new FileFormatException(name, $"weights come as {string.Join(", ", WeightsFormat.All.Select(format => format.Name))}", "none of them");
        return format.Read(stream, name);
    }
}
