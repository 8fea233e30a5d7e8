using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Reductions;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Layers.Reductions;

/// <summary>Each layer that joins numbers along axes against its twin.</summary>
public sealed class ReductionGradientTests
{
    private static readonly int[][] Shapes = [[1, 3, 2, 4], [1, 17], [1, 2, 3, 2, 2], [1, 18, 3], [1, 2, 11, 13]];

    public static TheoryData<ReductionKind> Kinds => [.. Enum.GetValues<ReductionKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void Reductions_hold_along_any_axes(ReductionKind kind)
    {
        foreach (int[] shape in Shapes[..4])
            for (int set = 0; set < 1 << shape.Length; set++)
                foreach (bool keep in (bool[])[true, false])
                {
                    // Axes from the end, as negative ones; each set of them.
                    int[] axes = [.. Enumerable.Range(0, shape.Length).Where(axis => ((set >> axis) & 1) != 0).Select(axis => axis - shape.Length)];
                    Check(new Reduction(kind, [.. axes]) { KeepAxes = keep }, shape, 2, kind == ReductionKind.Product ? 0.7f : 0.1f);
                }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Reductions_hold_over_whole_maps(ReductionKind kind)
    {
        // 143 factors would overflow.
        if (kind != ReductionKind.Product) Check(new Reduction(kind, [2, 3]), Shapes[4], 1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Reductions_join_everything_by_default(ReductionKind kind) => Check(new Reduction(kind) { KeepAxes = false }, [1, 3, 4, 2], 2, kind == ReductionKind.Product ? 0.7f : 0.1f);

    [Fact]
    public void Places_of_maxima_and_norms_hold_along_any_axis()
    {
        foreach (int[] shape in Shapes[..4])
            for (int axis = -shape.Length; axis < shape.Length; axis++)
            {
                foreach (bool keep in (bool[])[true, false])
                    foreach (bool last in (bool[])[true, false]) Check(new ArgMax(axis) { KeepAxis = keep, LastIndex = last }, shape, 2);
                foreach (int p in (int[])[1, 2]) Check(new LpNormalization(p, axis), shape, 2);
            }
    }

    [Fact]
    public void Global_poolings_hold_at_any_rank()
    {
        foreach (int[] shape in (int[][])[[1, 3, 4, 5], [1, 2, 2, 3, 2], [1, 18, 3]])
            foreach (Layer layer in (Layer[])[new GlobalMaxPooling(), new GlobalLpPooling(), new GlobalLpPooling(1), new GlobalLpPooling(3)]) Check(layer, shape, 2);
    }

    [Fact]
    public void Softmax_holds_along_any_axis_also_coerced()
    {
        foreach (int[] shape in (int[][])[[1, 3, 2, 4], [1, 2, 2, 3, 2], [1, 17], [1, 5, 3]])
            for (int axis = -shape.Length; axis < shape.Length; axis++)
                foreach (bool coerce in (bool[])[true, false])
                {
                    Check(new Softmax { Axis = axis, Coerce = coerce }, shape, 2);
                    Check(new LogSoftmax { Axis = axis, Coerce = coerce }, shape, 2);
                }
    }

    [Fact]
    public void Ties_share_the_gradient_of_a_maximum_evenly_and_nan_wins()
    {
        Assert.Equal([0, 0.5f, 0.5f, 0], Slopes(new Reduction(ReductionKind.Max), 1, 3, 3, 2));
        Assert.Equal([1, 0, 0, 0], Slopes(new Reduction(ReductionKind.Min), 1, 3, 3, 2));
        Assert.Equal([float.NaN], Run(new Reduction(ReductionKind.Max), 1, float.NaN, 3).ToLogical());
        Assert.Equal([float.NaN], Run(new Reduction(ReductionKind.Min), 1, float.NaN, 3).ToLogical());
    }

    [Fact]
    public void A_product_with_zeros_hands_the_product_of_the_others_down()
    {
        Assert.Equal([0, 12, 0, 0], Slopes(new Reduction(ReductionKind.Product), 2, 0, 2, 3));
        Assert.Equal([0, 0, 0, 0], Slopes(new Reduction(ReductionKind.Product), 2, 0, 0, 3));
    }

    [Fact]
    public void Norms_of_zeros_are_zero_and_have_no_gradient()
    {
        Assert.Equal([0, 0, 0], Run(new LpNormalization(), 0, 0, 0).ToLogical());
        Assert.Equal([0, 0, 0], Slopes(new Reduction(ReductionKind.L2), 0, 0, 0));
        Assert.Equal([0, 0, 0], Slopes(new Reduction(ReductionKind.L1), 0, 0, 0));
    }

    [Fact]
    public void Exponentials_of_large_numbers_do_not_overflow()
    {
        Assert.Equal([1000], Run(new Reduction(ReductionKind.LogSumExp), 1000, -1000).ToLogical());
        Assert.Equal([float.NegativeInfinity], Run(new Reduction(ReductionKind.LogSumExp), float.NegativeInfinity, float.NegativeInfinity).ToLogical());
    }

    [Fact]
    public void Of_equal_numbers_the_first_or_the_last_place_is_taken()
    {
        Assert.Equal([1], Run(new ArgMax(1), 1, 3, 3, 2).ToLogical());
        Assert.Equal([2], Run(new ArgMax(1) { LastIndex = true }, 1, 3, 3, 2).ToLogical());
        Assert.Equal([2], Run(new ArgMax(1), 1, 3, float.NaN, float.NaN).ToLogical());
        Assert.Equal([0], Run(new ArgMax(1), float.NegativeInfinity, float.NegativeInfinity).ToLogical());
    }

    [Fact]
    public void Axes_that_are_not_there_or_named_twice_are_refused()
    {
        foreach (Layer layer in (Layer[])[new Reduction(ReductionKind.Sum, [4]), new Reduction(ReductionKind.Sum, [-5]), new Reduction(ReductionKind.Sum, [1, -3]), new ArgMax(4), new Softmax { Axis = 4 },
            new LpNormalization(2, -5), new LpNormalization(3), new GlobalLpPooling(0)])
            Assert.Throws<LayerShapeException>(() => layer.InferShape([[2, 3, 4, 5]]));
        Assert.Throws<LayerShapeException>(() => new GlobalMaxPooling().InferShape([[2, 3]]));
    }

    [Fact]
    public void Equal_definitions_are_equal()
    {
        Assert.Equal(new Reduction(ReductionKind.Sum, [1, 2]), new Reduction(ReductionKind.Sum, [1, 2]));
        Assert.NotEqual(new Reduction(ReductionKind.Sum, [1, 2]), new Reduction(ReductionKind.Sum, [2, 1]));
    }

    private static void Check(Layer layer, int[] shape, int batch, float least = 0.1f)
    {
        Network network = new NetworkBuilder($"{layer}").AddInput("input", new(shape)).Add("y", layer).Build();
        Shape full = new Shape(shape).WithN(batch);
        // All different, within least … 2.
        Tensor input = Tensor.FromLogical(full, [.. Numbers.Distinct(full, "input", (2 - least) / full.Length).ToLogical().Select(value => value + 1 + (least / 2))]);
        GradientCheck.AssertHolds(network, new([]), new Dictionary<string, Tensor> { ["input"] = input }, 3e-6);
    }

    private static Tensor Run(Layer layer, params float[] x) => Trace(layer, x).Trace["y"];

    private static float[] Slopes(Layer layer, params float[] x)
    {
        (Executor executor, Trace trace) = Trace(layer, x);
        Tensor ones = new(trace["y"].Shape);
        ones.Span.Fill(1);
        return executor.Backward(trace, new LinearObjective("y", ones))["input"].ToLogical();
    }

    private static (Executor Executor, Trace Trace) Trace(Layer layer, float[] x)
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, x.Length]).Add("y", layer).Build();
        Executor executor = new(network, 1, Schedulers.One);
        return (executor, executor.Forward(new([]), Tensor.FromLogical([1, x.Length], x)));
    }
}
