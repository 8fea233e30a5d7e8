namespace ConvLens.Files.Onnx.Values;

/// <summary>What is wrong, before it is known in which file and node.</summary>
internal sealed class OnnxFault(string expected, string found) : Exception($"{expected}, found {found}")
{
    public string Expected => expected;

    public string Found => found;
}
