using ConvLens.Compute.Tensors;

namespace ConvLens.Files.Onnx.Values;

/// <summary>An array that is known when the model is opened: stored, folded, or computed from such ones.</summary>
/// <remarks>Unlike tensors, it may be empty, as shapes of scalars and regions that nobody gave are.</remarks>
internal abstract class Constant(DataType type, int[] extents)
{
    /// <summary>The most numbers of an array that is calculated with while a model is opened.</summary>
    public const int MostNumbers = 1 << 22;

    private double[]? _numbers;

    public DataType Type => type;

    /// <summary>The logical shape; an extent may be 0.</summary>
    public int[] Extents => extents;

    public long Length { get; } = LengthOf(extents);

    /// <summary>The shape, for a constant that becomes a tensor.</summary>
    public Shape Shape => new(extents);

    /// <summary>All numbers in logical order.</summary>
    public double[] Numbers => _numbers ??= Length <= MostNumbers ? ReadNumbers() : throw new OnnxFault($"an array that is calculated with may hold at most {MostNumbers} numbers", $"{this}");

    /// <summary>The numbers from <paramref name="first"/> on, in logical order, as float32.</summary>
    public virtual void CopyTo(long first, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = (float)Numbers[first + i];
    }

    /// <summary>Whether both hold the same numbers in the same shape.</summary>
    public bool Same(Constant other) => ReferenceEquals(this, other) || (Extents.AsSpan().SequenceEqual(other.Extents) && Length <= MostNumbers && Numbers.AsSpan().SequenceEqual(other.Numbers));

    public override string ToString() => $"{type} {(extents.Length == 0 ? "scalar" : string.Join('×', extents))}";

    public static long LengthOf(ReadOnlySpan<int> extents)
    {
        UInt128 length = 1;
        foreach (int extent in extents) length = UInt128.Min(length * (uint)extent, long.MaxValue);
        return (long)length;
    }

    protected abstract double[] ReadNumbers();
}
