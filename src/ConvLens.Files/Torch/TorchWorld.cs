using ConvLens.Files.Elements;
using ConvLens.Files.Pickle;

namespace ConvLens.Files.Torch;

/// <summary>The globals that a file of weights may ask for. Nothing of Python's is run: a tensor becomes its description, and a few harmless values become opaque.</summary>
internal sealed class TorchWorld(string path) : IPickleWorld
{
    /// <summary>What to do instead, where a file holds more than tensors.</summary>
    public const string Advice = "weights must be a state dict (in PyTorch: torch.save(model.state_dict(), path))";

    /// <summary>The storages that tensors are views of, by key.</summary>
    public Dictionary<string, TorchStorage> Storages { get; } = new(StringComparer.Ordinal);

    public object Global(string module, string name) => $"{module}.{name}" switch
    {
        "torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v2" => new PickleFunction(name, arguments => TensorOf(arguments, null)),
        "torch._utils._rebuild_tensor_v3" => new PickleFunction(name, arguments => TensorOf(arguments, arguments is [_, _, _, _, _, _, ElementType type, ..] ? type : throw Damaged("a type", "none"))),
        "torch._utils._rebuild_parameter" or "torch._utils._rebuild_parameter_with_state" => new PickleFunction(name, arguments => arguments is [TorchTensor data, ..] ? data : throw Damaged("a parameter's tensor", "none")),
        "torch._tensor._rebuild_from_type_v2" => new PickleFunction(name, arguments => arguments is [PickleFunction rebuild, _, object?[] own, ..] && rebuild.Name != name ? rebuild.Call(own) : throw Damaged("a tensor to rebuild", "none")),
        "collections.OrderedDict" or "collections.defaultdict" or "collections.Counter" => new PickleFunction(name, DictionaryOf),
        "argparse.Namespace" or "types.SimpleNamespace" or "pathlib.PosixPath" or "pathlib.WindowsPath" or "datetime.datetime"
            or "builtins.set" or "__builtin__.set" or "_codecs.encode" or "torch.device" or "torch.Size" or "torch.Tensor" or "torch.nn.parameter.Parameter"
            or "numpy.dtype" or "numpy.ndarray" or "numpy.core.multiarray.scalar" or "numpy._core.multiarray.scalar" or "numpy.core.multiarray._reconstruct" or "numpy._core.multiarray._reconstruct"
            => new PickleFunction(name, _ => PickleOpaque.Value),
        _ => TorchTypes.Of(module, name) ?? throw Refused(module, name),
    };

    public object Persistent(object? id)
    {
        if (id is object?[] and ["module", ..]) throw new FileFormatException(path, Advice, "a whole pickled module");
        if (id is not object?[] parts || parts is not ["storage", ElementType type, string key, _, long count, ..] || count < 0) throw Damaged("a storage's type, key and length", "other values");
        long offset = parts is [_, _, _, _, _, object?[] and [_, long first, ..], ..] ? first : 0;
        TorchStorage storage = new(key, type, count, offset);
        if (Storages.TryAdd(key, storage) || Storages[key].Bytes == storage.Bytes) return storage;
        throw Damaged($"{Storages[key].Bytes} bytes for storage {Excerpt.Of(key)} again", $"{storage.Bytes}");
    }

    private TorchTensor TensorOf(object?[] arguments, ElementType? type)
    {
        if (arguments is not [TorchStorage storage, long offset, object?[] sizes, object?[] strides, ..]) throw Damaged("a tensor's storage, offset, extents and strides", "other values");
        TorchTensor tensor = new(storage, type ?? storage.Type, offset + storage.Offset, NumbersOf(sizes), NumbersOf(strides));
        return offset >= 0 && storage.Offset >= 0 && tensor.Offset >= 0 && tensor.Extents.Length == tensor.Strides.Length ? tensor : throw Damaged("a tensor's offset, and as many strides as extents", "others");
    }

    private long[] NumbersOf(object?[] values) => [.. values.Select(value => value is long number and >= 0 ? number : throw Damaged("extents and strides of 0 or more", "other values"))];

    /// <summary>An empty dictionary, or one of the pairs that Python 2 gives.</summary>
    private PickleDictionary DictionaryOf(object?[] arguments)
    {
        PickleDictionary dictionary = new();
        foreach (object? entry in arguments is [List<object?> pairs] ? pairs : [])
        {
            IReadOnlyList<object?> pair = entry as IReadOnlyList<object?> is { Count: 2 } both ? both : throw Damaged("pairs of keys and values", "other values");
            dictionary.Entries.Add((pair[0], pair[1]));
        }

        return dictionary;
    }

    private FileFormatException Refused(string module, string name)
    {
        string asked = Excerpt.Of($"{module}.{name}");
        if (module is "torch" or "torch.cuda" && name.EndsWith("Storage", StringComparison.Ordinal)) return new(path, "tensors must be of float16, bfloat16, float32, float64, booleans or whole numbers", asked);
        return module.StartsWith("torch.nn.", StringComparison.Ordinal) || module == "__main__"
            ? new(path, Advice, $"a whole pickled module, which asks for {asked}")
            : new(path, Advice, $"a pickle that asks for {asked}, which only pickles that run code need");
    }

    private FileFormatException Damaged(string expected, string found) => new(path, $"the pickle needs {expected}", found);
}
