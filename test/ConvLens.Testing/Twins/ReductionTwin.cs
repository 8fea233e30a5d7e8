using ConvLens.Compute.Tensors;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Reductions;

namespace ConvLens.Testing.Twins;

/// <summary>Functions of all numbers along some axes.</summary>
public static class ReductionTwin
{
    /// <summary>A reducing layer's output, or null if it is none.</summary>
    public static TwinArray? Of(Layer layer, TwinArray x) => layer switch
    {
        Reduction reduction => Along(x, reduction.Axes ?? Enumerable.Range(0, x.Shape.Rank), reduction.KeepAxes, numbers => [Join(reduction.Operation, numbers)]),
        ArgMax { LastIndex: true } last => Along(x, [last.Axis], last.KeepAxis, numbers => [Array.LastIndexOf(numbers, numbers.Max())]),
        ArgMax first => Along(x, [first.Axis], first.KeepAxis, numbers => [Array.IndexOf(numbers, numbers.Max())]),
        GlobalMaxPooling => Along(x, Maps(x), true, numbers => [numbers.Max()]),
        GlobalLpPooling pooling => Along(x, Maps(x), true, numbers => [Norm(numbers, pooling.P)]),
        LpNormalization normalization => Along(x, [normalization.Axis], null, numbers => [.. numbers.Select(value => Norm(numbers, normalization.P) is var norm and > 0 ? value / norm : 0)]),
        LogSoftmax softmax => Along(x, Classes(softmax, x), null, LogSoftmax),
        Softmax softmax => Along(x, Classes(softmax, x), null, LogSoftmax).Map(Math.Exp),
        _ => null,
    };

    /// <summary>Maps the numbers along axes to one (kept as extents of 1, or dropped) or, with <paramref name="keep"/> null, to as many.</summary>
    public static TwinArray Along(TwinArray x, IEnumerable<int> axes, bool? keep, Func<double[], double[]> function)
    {
        int rank = x.Shape.Rank;
        HashSet<int> joined = [.. axes.Select(axis => (axis + rank) % rank)];
        int[] ones = [.. x.Shape.AsEnumerable().Select((extent, axis) => joined.Contains(axis) ? 1 : extent)];
        TwinArray kept = new(new Shape(ones)), all = new(x.Shape);
        List<int>[] fibers = [.. kept.Values.Select(_ => new List<int>())];
        for (int j = 0; j < x.Values.Length; j++)
        {
            int fiber = 0;
            for (int axis = 0, rest = x.Values.Length, at = j; axis < rank; at %= rest, axis++)
            {
                rest /= x.Shape[axis];
                fiber = (fiber * ones[axis]) + (joined.Contains(axis) ? 0 : at / rest);
            }

            fibers[fiber].Add(j);
        }

        for (int i = 0; i < fibers.Length; i++)
        {
            double[] mapped = function([.. fibers[i].Select(j => x.Values[j])]);
            kept.Values[i] = mapped[0];
            for (int j = 0; j < mapped.Length; j++) all.Values[fibers[i][j]] = mapped[j];
        }

        return keep is null ? all : keep.Value ? kept : kept.Reshape(new([.. ones.Where((_, axis) => !joined.Contains(axis))]));
    }

    private static double Join(ReductionKind kind, double[] x) => kind switch
    {
        ReductionKind.Sum => x.Sum(),
        ReductionKind.Mean => x.Average(),
        ReductionKind.Max => x.Max(),
        ReductionKind.Min => x.Min(),
        ReductionKind.Product => x.Aggregate(1.0, (product, value) => product * value),
        ReductionKind.L1 => Norm(x, 1),
        ReductionKind.L2 => Norm(x, 2),
        ReductionKind.SumOfSquares => x.Sum(value => value * value),
        ReductionKind.LogSum => Math.Log(x.Sum()),
        ReductionKind.LogSumExp => Math.Log(x.Sum(Math.Exp)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static double Norm(double[] x, int p) => Math.Pow(x.Sum(value => Math.Pow(Math.Abs(value), p)), 1.0 / p);

    private static double[] LogSoftmax(double[] x)
    {
        double most = x.Max(), logarithm = Math.Log(x.Sum(value => Math.Exp(value - most)));
        return [.. x.Select(value => value - most - logarithm)];
    }

    private static IEnumerable<int> Maps(TwinArray x) => Enumerable.Range(2, x.Shape.Rank - 2);

    private static IEnumerable<int> Classes(ClassActivation layer, TwinArray x)
    {
        int first = (layer.Axis + x.Shape.Rank) % x.Shape.Rank;
        return Enumerable.Range(first, layer.Coerce ? x.Shape.Rank - first : 1);
    }
}
