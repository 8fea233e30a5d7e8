namespace ConvLens.Files.Onnx.Wire;

/// <summary>A piece of a file that has not been read.</summary>
internal readonly record struct ByteRange(long Start, long Length);
