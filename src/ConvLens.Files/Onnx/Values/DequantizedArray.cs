namespace ConvLens.Files.Onnx.Values;

/// <summary>Whole numbers as the floats they stand for: (x − zero) · scale, with one scale or one for each index of an axis.</summary>
/// <param name="source">The whole numbers x.</param>
/// <param name="scales">One scale, or one an index.</param>
/// <param name="zeros">As many zero points; null for 0.</param>
/// <param name="axis">The axis that several scales belong to.</param>
internal sealed class DequantizedArray(Constant source, double[] scales, double[]? zeros, int axis) : Constant(DataType.Float32, source.Extents)
{
    private readonly long _run = LengthOf(source.Extents.AsSpan(Math.Min(axis + 1, source.Extents.Length)));

    public override void CopyTo(long first, Span<float> values)
    {
        source.CopyTo(first, values);
        for (int i = 0; i < values.Length; i++)
        {
            int index = scales.Length == 1 ? 0 : (int)((first + i) / _run % scales.Length);
            values[i] = (values[i] - (float)(zeros?[index] ?? 0)) * (float)scales[index];
        }
    }

    protected override double[] ReadNumbers()
    {
        float[] values = new float[Length];
        CopyTo(0, values);
        return [.. values.Select(value => (double)value)];
    }
}
