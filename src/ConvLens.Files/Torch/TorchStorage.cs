using ConvLens.Files.Elements;

namespace ConvLens.Files.Torch;

/// <summary>A run of numbers that tensors are views of.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">How its numbers are stored.</param>
/// <param name="Count">Its numbers.</param>
/// <param name="Offset">Where this view of it begins: 0 but in old files.</param>
internal sealed record TorchStorage(string Key, ElementType Type, long Count, long Offset)
{
    /// <summary>Its bytes.</summary>
    public Int128 Bytes => (Int128)Count * Type.Size;
}
