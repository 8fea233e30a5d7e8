namespace ConvLens.Files.Onnx;

/// <summary>What an ONNX file says about itself.</summary>
/// <param name="IrVersion">Version of the file format.</param>
/// <param name="Opsets">Version by operators' domain; the standard operators' is empty.</param>
/// <param name="Producer">The program that wrote it; empty if not said.</param>
/// <param name="ProducerVersion">The program's version; empty if not said.</param>
/// <param name="Notes">Free notes by key.</param>
public sealed record OnnxMetadata(long IrVersion, IReadOnlyDictionary<string, long> Opsets, string Producer, string ProducerVersion, IReadOnlyDictionary<string, string> Notes);
