using System.Buffers.Binary;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Keras;
using ConvLens.Files.Npy;
using ConvLens.Files.Onnx;
using ConvLens.Files.Safetensors;
using ConvLens.Files.Torch;

namespace ConvLens.Files.Weights;

/// <summary>A format that holds named tensors.</summary>
/// <param name="Name">The name for sentences.</param>
/// <param name="Extensions">How its files end; asked only where no format knows the content.</param>
/// <param name="Recognizes">Whether content is of this format, damaged or not.</param>
/// <param name="Read">All its tensors by name, in the file's order; the stream stands at its beginning.</param>
internal sealed record WeightsFormat(string Name, string[] Extensions, Func<WeightsCandidate, bool> Recognizes, Func<Stream, string, IReadOnlyDictionary<string, Tensor>> Read)
{
    /// <summary>Every format, in the order in which content is tried.</summary>
    public static IReadOnlyList<WeightsFormat> All { get; } =
    [
        // First, because its first bytes are a length, which may look like a pickle's.
        new("safetensors", [".safetensors"], IsSafetensors, ReadSafetensors),
        new("PyTorch's .pth", [".pth", ".pt", ".th"], file => file.Members.Any(TorchArchive.IsOwn) || TorchLegacy.Recognizes(file.Head), TorchFile.Read),
        new("NumPy's .npz", [".npz"], file => file.Members.Count > 0 && file.Members.All(member => member.EndsWith(".npy", StringComparison.Ordinal)), NpzFile.Read),
        new("Keras' .h5", [".h5", ".hdf5"], file => file.Begins(Superblock.Signature), KerasWeightsFile.Read),
        new("ONNX", [".onnx"], file => OnnxTensors.Recognizes(file.Head), OnnxTensors.Read),
    ];

    private static bool IsSafetensors(WeightsCandidate file) =>
        file.Head.Length > sizeof(ulong) && BinaryPrimitives.ReadUInt64LittleEndian(file.Head) <= SafetensorsHeader.MaxLength && file.Head[sizeof(ulong)] == '{';

    private static OrderedDictionary<string, Tensor> ReadSafetensors(Stream stream, string path) =>
        new(SafetensorsFile.Read(stream, path).Tensors.Select(entry => KeyValuePair.Create(entry.Name, entry.Tensor)), StringComparer.Ordinal);
}
