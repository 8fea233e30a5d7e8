using ConvLens.Files.Elements;

namespace ConvLens.Files.Torch;

/// <summary>PyTorch's names for kinds of numbers.</summary>
internal static class TorchTypes
{
    private const string StorageSuffix = "Storage";

    /// <summary>The type for <c>torch.FloatStorage</c>, <c>torch.cuda.HalfStorage</c>, <c>torch.int8</c> …, or null.</summary>
    public static ElementType? Of(string module, string name) => module switch
    {
        "torch" or "torch.cuda" when name.EndsWith(StorageSuffix, StringComparison.Ordinal) => OfStorage(name[..^StorageSuffix.Length]),
        "torch.storage" when name is "UntypedStorage" or "_UntypedStorage" => ElementType.UInt8,
        "torch" => OfNumber(name),
        _ => null,
    };

    private static ElementType? OfStorage(string name) => name switch
    {
        "Float" => ElementType.Float32,
        "Half" => ElementType.Float16,
        "BFloat16" => ElementType.BFloat16,
        "Double" => ElementType.Float64,
        "Char" => ElementType.Int8,
        "Short" => ElementType.Int16,
        "Int" => ElementType.Int32,
        "Long" => ElementType.Int64,
        "Byte" or "Untyped" => ElementType.UInt8,
        "Bool" => ElementType.Boolean,
        _ => null,
    };

    private static ElementType? OfNumber(string name) => name switch
    {
        "float32" => ElementType.Float32,
        "float16" => ElementType.Float16,
        "bfloat16" => ElementType.BFloat16,
        "float64" => ElementType.Float64,
        "int8" => ElementType.Int8,
        "int16" => ElementType.Int16,
        "int32" => ElementType.Int32,
        "int64" => ElementType.Int64,
        "uint8" => ElementType.UInt8,
        "uint16" => ElementType.UInt16,
        "uint32" => ElementType.UInt32,
        "uint64" => ElementType.UInt64,
        "bool" => ElementType.Boolean,
        _ => null,
    };
}
