using ConvLens.Files.Pickle;

namespace ConvLens.Files.Torch;

/// <summary>Finds the named tensors in what a file holds: the file's own dictionary, or one inside, as training scripts write it.</summary>
internal static class TorchStateDict
{
    private const int MaxDepth = 4;

    // In the order in which they are looked for.
    private static readonly string[] Keys = ["state_dict", "model_state_dict", "model_state", "model", "module", "net", "network", "weights", "params", "params_ema", "state", "generator"];

    /// <summary>Names and tensors in the file's order; those without a number are left out.</summary>
    /// <exception cref="FileFormatException">There is none, or more than one dictionary of them.</exception>
    public static OrderedDictionary<string, TorchTensor> In(string path, object? root)
    {
        if (root is TorchTensor) throw new FileFormatException(path, "weights are named tensors", "one tensor without a name");
        if (root is not PickleDictionary dictionary) throw new FileFormatException(path, TorchWorld.Advice, "another value");
        OrderedDictionary<string, TorchTensor> tensors = new(StringComparer.Ordinal);
        foreach ((object? key, object? value) in (Holder(path, dictionary, MaxDepth) ?? throw new FileFormatException(path, TorchWorld.Advice, "a dictionary without tensors")).Entries)
            if (key is string name && value is TorchTensor { IsEmpty: false } tensor) tensors[name] = tensor;
        return tensors;
    }

    /// <summary>The dictionary that holds the tensors themselves, or null.</summary>
    private static PickleDictionary? Holder(string path, PickleDictionary dictionary, int depth)
    {
        if (depth == 0) return null;
        foreach (string key in Keys)
            if (dictionary.TryGet(key, out object? value) && value is PickleDictionary known && Holder(path, known, depth - 1) is { } holder) return holder;
        if (dictionary.Entries.Exists(entry => entry is (string, TorchTensor))) return dictionary;

        (string Key, PickleDictionary Holder)[] inner =
        [
            .. from entry in dictionary.Entries
               let holder = entry is (string, PickleDictionary value) ? value : null
               where holder is not null && holder.Entries.Exists(own => own is (string, TorchTensor))
               select ((string)entry.Key!, holder),
        ];
        return inner.Length <= 1 ? inner.FirstOrDefault().Holder : throw new FileFormatException(path, "weights must be one dictionary of tensors", $"several: {string.Join(", ", inner.Take(4).Select(entry => Excerpt.Of(entry.Key)))}");
    }
}
