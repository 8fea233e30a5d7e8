using ConvLens.Compute.Tensors;

namespace ConvLens.Testing.Twins;

/// <summary>Double-precision numbers in logical order (N, C, H, W): what the naive references compute with.</summary>
public sealed class TwinArray
{
    /// <summary>Zeros.</summary>
    public TwinArray(Shape shape) => (Shape, Values) = (shape, new double[shape.Length]);

    /// <summary>The extents.</summary>
    public Shape Shape { get; }

    /// <summary>The numbers in logical order.</summary>
    public double[] Values { get; }

    /// <summary>One number of a rank-4 array.</summary>
    public double this[int n, int c, int y, int x]
    {
        get => Values[Index(n, c, y, x)];
        set => Values[Index(n, c, y, x)] = value;
    }

    /// <summary>One number of a rank-2 array.</summary>
    public double this[int n, int f]
    {
        get => Values[(n * Shape[1]) + f];
        set => Values[(n * Shape[1]) + f] = value;
    }

    /// <summary>A tensor's numbers, exactly.</summary>
    public static TwinArray Of(Tensor tensor)
    {
        TwinArray array = new(tensor.Shape);
        float[] logical = tensor.ToLogical();
        for (int i = 0; i < logical.Length; i++) array.Values[i] = logical[i];
        return array;
    }

    /// <summary>An array of a shape whose numbers are a function of another's.</summary>
    public TwinArray Map(Func<double, double> function)
    {
        TwinArray result = new(Shape);
        for (int i = 0; i < Values.Length; i++) result.Values[i] = function(Values[i]);
        return result;
    }

    /// <summary>The same numbers under another shape of the same length.</summary>
    public TwinArray Reshape(Shape shape)
    {
        TwinArray result = new(shape);
        Values.CopyTo(result.Values, 0);
        return result;
    }

    /// <summary>The numbers rounded to float32, as a tensor.</summary>
    public Tensor ToTensor() => Tensor.FromLogical(Shape, [.. Values.Select(value => (float)value)]);

    private int Index(int n, int c, int y, int x) => (((((n * Shape[1]) + c) * Shape[2]) + y) * Shape[3]) + x;
}
