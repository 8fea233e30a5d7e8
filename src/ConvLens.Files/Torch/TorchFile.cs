using ConvLens.Compute.Tensors;
using ConvLens.Files.Zip;

namespace ConvLens.Files.Torch;

/// <summary>Reads and writes weights as PyTorch does (<c>torch.save</c>: .pth, .pt, .th) [torchsave]: a state dict, plain or inside a checkpoint.</summary>
/// <remarks>
/// <para>Read: both formats, since 1.6 (zip) and before. Float16, bfloat16, float32, float64, whole numbers and booleans become float32, rounded to nearest; a tensor without axes becomes one of shape [1];
/// tensors without a number are left out. Views are honoured whatever their strides. Of a checkpoint only the tensors of its <c>state_dict</c> (<c>model</c>, <c>net</c> …) are read, names as they stand.</para>
/// <para>Nothing of the pickle is run: it may ask for tensors, dictionaries and a few harmless values. TorchScript archives, whole pickled modules and everything else are refused by name.
/// Memory is bounded before it is taken: 64 MiB and 64 times the file. Checksums are not compared.</para>
/// <para>Written: the format since 1.6, a state dict (an ordered dictionary) of float32 tensors in logical order (N, C, H, W), in the order given, without the time of writing; the same tensors give the same bytes.</para>
/// </remarks>
public static class TorchFile
{
    /// <summary>All tensors of a file's state dict by name, in its order.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or is no state dict.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>All tensors of the state dict that a stream is.</summary>
    /// <param name="stream">A stream that can seek, at its beginning.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="FileFormatException">The stream is damaged, or is no state dict.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> head = stackalloc byte[ZipDirectory.Magic.Length];
        new ExactReader(new StreamSlice(stream, 0, head.Length), name).Fill(head, "the file's beginning");
        MemoryAllowance allowance = new(name, stream.Length);
        if (head.SequenceEqual(ZipDirectory.Magic))
        {
            TorchArchive archive = new(stream, name, allowance);
            return Read(archive, archive.Root, allowance, name);
        }

        stream.Position = 0;
        TorchLegacy legacy = new(stream, name);
        return Read(legacy, legacy.Root, allowance, name);
    }

    /// <summary>Writes tensors as a state dict that <c>torch.load</c> reads; the file appears whole or not at all.</summary>
    /// <param name="path">Where the file will stand.</param>
    /// <param name="tensors">The tensors with their names, in the order they will have.</param>
    /// <exception cref="ArgumentException">Two tensors share a name.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors) => AtomicFile.Write(path, stream => Write(stream, tensors));

    /// <summary>Writes tensors as a state dict to a stream.</summary>
    /// <param name="stream">A stream that can seek, at its beginning.</param>
    /// <param name="tensors">The tensors with their names, in the order they will have.</param>
    /// <exception cref="ArgumentException">Two tensors share a name.</exception>
    public static void Write(Stream stream, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string name, _) in tensors)
            if (!names.Add(name)) throw new ArgumentException($"every tensor needs a name of its own, found another '{name}'", nameof(tensors));
        TorchArchiveWriter.Write(stream, tensors);
    }

    private static OrderedDictionary<string, Tensor> Read(ITorchStorages storages, object? root, MemoryAllowance allowance, string path)
    {
        TorchTensorReader reader = new(storages, allowance, path);
        OrderedDictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
        foreach ((string name, TorchTensor tensor) in TorchStateDict.In(path, root)) tensors.Add(name, reader.Read(name, tensor));
        return tensors;
    }
}
