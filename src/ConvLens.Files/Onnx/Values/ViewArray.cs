namespace ConvLens.Files.Onnx.Values;

/// <summary>A constant under another shape or type: the same numbers in the same order.</summary>
internal sealed class ViewArray(DataType type, int[] extents, Constant source) : Constant(type, extents)
{
    public override void CopyTo(long first, Span<float> values) => source.CopyTo(first, values);

    protected override double[] ReadNumbers() => Type == source.Type ? source.Numbers : [.. source.Numbers.Select(Type.Round)];
}
