namespace ConvLens.Files.Onnx.Values;

/// <summary>A constant matrix with rows and columns exchanged. Layers that want it the other way again read the source as it is.</summary>
internal sealed class TransposedArray(Constant source) : Constant(source.Type, [source.Extents[1], source.Extents[0]])
{
    public Constant Source => source;

    public override void CopyTo(long first, Span<float> values)
    {
        int rows = Extents[0], columns = Extents[1];
        Span<float> one = stackalloc float[1];
        for (int i = 0; i < values.Length; i++)
        {
            (long row, long column) = Math.DivRem(first + i, columns);
            source.CopyTo((column * rows) + row, one);
            values[i] = one[0];
        }
    }

    protected override double[] ReadNumbers()
    {
        int rows = Extents[0], columns = Extents[1];
        double[] numbers = new double[Length];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++) numbers[(row * columns) + column] = source.Numbers[(column * rows) + row];
        return numbers;
    }
}
