using ConvLens.Compute.Tensors;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Safetensors;

/// <summary>One tensor as the header declares it; <paramref name="Begin"/> and <paramref name="End"/> count bytes behind the header.</summary>
internal sealed record SafetensorsEntry(string Name, ElementType Type, Shape Shape, long Begin, long End)
{
    /// <summary>The key that is no tensor but a map of strings.</summary>
    public const string MetadataKey = "__metadata__";

    public static ElementType? TypeOf(string dtype) => dtype switch
    {
        "F16" => ElementType.Float16,
        "BF16" => ElementType.BFloat16,
        "F32" => ElementType.Float32,
        "F64" => ElementType.Float64,
        "I8" => ElementType.Int8,
        "I16" => ElementType.Int16,
        "I32" => ElementType.Int32,
        "I64" => ElementType.Int64,
        "U8" => ElementType.UInt8,
        "U16" => ElementType.UInt16,
        "U32" => ElementType.UInt32,
        "U64" => ElementType.UInt64,
        "BOOL" => ElementType.Boolean,
        _ => null,
    };
}
