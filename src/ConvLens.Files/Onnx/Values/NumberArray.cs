namespace ConvLens.Files.Onnx.Values;

/// <summary>A small array that was calculated while the model was opened. Whole numbers are exact up to 2⁵³; beyond, as the ends of slices have it, they are as good as infinite.</summary>
internal sealed class NumberArray(DataType type, int[] extents, double[] numbers) : Constant(type, extents)
{
    /// <summary>A list of whole numbers, such as a shape.</summary>
    public static NumberArray Of(IEnumerable<long> numbers)
    {
        double[] values = [.. numbers.Select(number => (double)number)];
        return new(DataType.Int64, [values.Length], values);
    }

    public static NumberArray Scalar(DataType type, double number) => new(type, [], [number]);

    protected override double[] ReadNumbers() => numbers;
}
