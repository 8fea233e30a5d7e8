using ConvLens.Files.Onnx.Import;
using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Folding;

/// <summary>What a node is given: its attributes, and those of its inputs that are known when the model is opened.</summary>
/// <remarks>Operators that took numbers as attributes take them as inputs in later versions; here both look alike.</remarks>
internal class Operands(OnnxNode node, IReadOnlyList<Constant?> constants)
{
    public OnnxNode Node => node;

    /// <summary>Places that are filled; one that is left out in between counts.</summary>
    public int Count => constants.Count;

    /// <summary>Whether the input is given.</summary>
    public bool Has(int input) => input < node.Proto.Inputs.Count && node.Proto.Inputs[input].Length > 0;

    /// <summary>An input that is known, or null where it is left out.</summary>
    /// <exception cref="OnnxFault">It depends on the network's inputs.</exception>
    public Constant? Known(int input) =>
        !Has(input) ? null
        : constants[input] ?? throw new OnnxFault($"its input {Excerpt.Of(node.Proto.Inputs[input])} must be known when the model is opened", "one that depends on the network's inputs");

    /// <summary>An input that is known and must be given.</summary>
    public Constant Required(int input) => Known(input) ?? throw new OnnxFault($"it must have at least {input + 1} inputs", $"{node.Proto.Inputs.Count(name => name.Length > 0)}");

    /// <summary>Whole numbers from an attribute or, where that is not given, from an input.</summary>
    public long[]? Integers(string attribute, int input) => node.Integers(attribute) ?? Integers(input);

    public long[]? Integers(int input) => Known(input) is { } constant ? [.. constant.Numbers.Select(number => (long)number)] : null;

    /// <summary>One number from an attribute or, where that is not given, from an input.</summary>
    public double? Number(string attribute, int input) => node.Has(attribute) ? node.Single(attribute, 0) : Number(input);

    public double? Number(int input) =>
        Known(input) is not { Length: > 0 } constant ? null
        : constant.Length == 1 ? constant.Numbers[0]
        : throw new OnnxFault($"its input {Excerpt.Of(node.Proto.Inputs[input])} must be one number", $"{constant}");
}
