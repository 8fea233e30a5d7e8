using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Activations;
using ConvLens.Networks.Layers.Arithmetic;

namespace ConvLens.Testing.Twins;

/// <summary>Functions of several arrays that broadcast, number by number.</summary>
public static class BroadcastTwin
{
    /// <summary>The function of a layer, or null if it is none.</summary>
    public static Func<double[], double>? Of(Layer layer) => layer switch
    {
        Addition => x => x.Sum(),
        Average => x => x.Average(),
        Division => x => x[0] / x[1],
        Equality => x => x[0] == x[1] ? 1 : 0,
        Exponentiation => x => Math.Pow(x[0], x[1]),
        GreaterThan => x => x[0] > x[1] ? 1 : 0,
        LessThan => x => x[0] < x[1] ? 1 : 0,
        Maximum => x => x.Aggregate(Math.Max),
        Minimum => x => x.Aggregate(Math.Min),
        Multiplication => x => x[0] * x[1],
        PRelu => x => x[0] < 0 ? x[1] * x[0] : x[0],
        Selection => x => x[0] != 0 ? x[1] : x[2],
        Subtraction => x => x[0] - x[1],
        _ => null,
    };

    /// <summary>The function of the numbers that meet at each place.</summary>
    public static TwinArray Map(TwinArray[] operands, Func<double[], double> function)
    {
        TwinArray result = new(Broadcasting.Common([.. operands.Select(operand => operand.Shape)])!.Value);
        for (int i = 0; i < result.Values.Length; i++)
        {
            int[] position = Position(result.Shape, i);
            double[] numbers = new double[operands.Length];
            for (int j = 0; j < numbers.Length; j++) numbers[j] = At(operands[j], position);
            result.Values[i] = function(numbers);
        }

        return result;
    }

    /// <summary>The coordinates of a number by its logical place.</summary>
    public static int[] Position(Shape shape, int index)
    {
        int[] position = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; index /= shape[axis--]) position[axis] = index % shape[axis];
        return position;
    }

    /// <summary>The number of a smaller array that meets a position of a larger one.</summary>
    public static double At(TwinArray small, int[] position)
    {
        int index = 0, missing = position.Length - small.Shape.Rank;
        for (int axis = 0; axis < small.Shape.Rank; axis++)
            index = (index * small.Shape[axis]) + (small.Shape[axis] == 1 ? 0 : position[axis + missing]);
        return small.Values[index];
    }
}
