namespace ConvLens.Files.Onnx.Wire;

/// <summary>How a field of a protocol buffer is stored.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}
