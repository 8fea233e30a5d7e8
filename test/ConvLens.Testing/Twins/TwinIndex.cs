using ConvLens.Compute.Tensors;

namespace ConvLens.Testing.Twins;

/// <summary>Positions of arrays of any rank, in logical order: references say what stands at each.</summary>
public static class TwinIndex
{
    /// <summary>An array from what stands at each position.</summary>
    public static TwinArray Build(Shape shape, Func<int[], double> at)
    {
        TwinArray result = new(shape);
        for (int i = 0; i < result.Values.Length; i++) result.Values[i] = at(Position(shape, i));
        return result;
    }

    /// <summary>The number at a position.</summary>
    public static double At(this TwinArray array, IReadOnlyList<int> position) => array.Values[Flat(array.Shape, position)];

    /// <summary>The row-major number of a position.</summary>
    public static int Flat(Shape shape, IReadOnlyList<int> position)
    {
        int flat = 0;
        for (int axis = 0; axis < shape.Rank; axis++) flat = (flat * shape[axis]) + position[axis];
        return flat;
    }

    /// <summary>The position of a row-major number.</summary>
    public static int[] Position(Shape shape, int flat)
    {
        int[] position = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--) (flat, position[axis]) = int.DivRem(flat, shape[axis]);
        return position;
    }

    /// <summary>The extents as an array.</summary>
    public static int[] Extents(this Shape shape) => [.. shape.AsEnumerable()];
}
