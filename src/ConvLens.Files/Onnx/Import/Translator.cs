namespace ConvLens.Files.Onnx.Import;

/// <summary>Turns a node into one or more layers: a function from its context to its first output.</summary>
internal delegate Value Translator(OperatorContext context);
