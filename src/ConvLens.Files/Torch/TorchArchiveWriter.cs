using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;
using ConvLens.Files.Pickle;
using ConvLens.Files.Zip;

namespace ConvLens.Files.Torch;

/// <summary>Writes a state dict in the format since PyTorch 1.6: a pickle that describes the tensors, and a member for each one's numbers.</summary>
internal static class TorchArchiveWriter
{
    // PyTorch takes the file's name; a fixed one keeps the bytes the same wherever they are written.
    private const string Folder = "archive";

    public static void Write(Stream stream, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        StoredZipWriter zip = new(stream);
        Add(zip, "data.pkl", Describe(tensors));
        Add(zip, "byteorder", "little"u8.ToArray());
        for (int i = 0; i < tensors.Count; i++)
        {
            Tensor tensor = tensors[i].Tensor;
            zip.Add($"{Folder}/data/{i}", (long)tensor.Length * sizeof(float), data => LogicalTensor.Write(data, tensor));
        }

        Add(zip, "version", "3\n"u8.ToArray());
        zip.Finish();
    }

    private static void Add(StoredZipWriter zip, string name, ReadOnlyMemory<byte> bytes) => zip.Add($"{Folder}/{name}", bytes.Length, member => member.Write(bytes.Span));

    private static ReadOnlyMemory<byte> Describe(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        PickleWriter pickle = new();
        AddEmptyDictionary(pickle);
        pickle.Add(Opcode.Mark);
        for (int i = 0; i < tensors.Count; i++)
        {
            pickle.Text(tensors[i].Name);
            AddTensor(pickle, tensors[i].Tensor.Shape, $"{i}");
        }

        pickle.Add(Opcode.SetItems, Opcode.Stop);
        return pickle.Bytes;
    }

    /// <summary>_rebuild_tensor_v2(storage, 0, extents, strides, requires_grad = False, hooks = {}), where the storage is ('storage', FloatStorage, key, 'cpu', length).</summary>
    private static void AddTensor(PickleWriter pickle, Shape shape, string key)
    {
        int[] extents = [.. shape.AsEnumerable()], strides = new int[extents.Length];
        for (int axis = extents.Length - 1, stride = 1; axis >= 0; stride *= extents[axis--]) strides[axis] = stride;
        pickle.Global("torch._utils", "_rebuild_tensor_v2");
        pickle.Add(Opcode.Mark, Opcode.Mark);
        pickle.CommonText("storage");
        pickle.Global("torch", "FloatStorage");
        pickle.Text(key);
        pickle.CommonText("cpu");
        pickle.Integer(shape.Length);
        pickle.Add(Opcode.Tuple, Opcode.BinPersId);
        pickle.Integer(0);
        pickle.Tuple(extents);
        pickle.Tuple(strides);
        pickle.Add(Opcode.NewFalse);
        AddEmptyDictionary(pickle);
        pickle.Add(Opcode.Tuple, Opcode.Reduce);
    }

    private static void AddEmptyDictionary(PickleWriter pickle)
    {
        pickle.Global("collections", "OrderedDict");
        pickle.Add(Opcode.EmptyTuple, Opcode.Reduce);
    }
}
