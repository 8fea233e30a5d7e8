namespace ConvLens.Files.Onnx.Import;

/// <summary>An operator, or a form of one, that ConvLens lacks. All that a model needs are named together.</summary>
internal sealed class OnnxGap(string what) : Exception(what);
