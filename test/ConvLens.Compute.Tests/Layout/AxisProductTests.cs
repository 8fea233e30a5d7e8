using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests.Layout;

public sealed class AxisProductTests
{
    private static readonly AxisWeights Weights = new(4, [[(0, 1.0)], [(0, 2.0), (3, -1.0)], [], [(1, 3.0), (2, 1.0), (3, 2.0)], [(2, 0.5)]]);

    [Fact]
    public void Every_row_is_a_weighted_sum_at_every_tail_length()
    {
        for (int inner = 1; inner <= 67; inner++)
        {
            Tensor x = Numbers.Whole([3, 4, inner], "x"), y = new([3, 5, inner]), back = new([3, 4, inner]);
            AxisProduct.Run(Schedulers.One, Weights, inner, x.Values, y.Span, empty: 9);
            AxisProduct.Run(Schedulers.One, Weights.Transpose(), inner, y.Values, back.Span);
            for (int o = 0; o < 3; o++)
                for (int i = 0; i < inner; i++)
                {
                    float At(int s) => x.Values[(((o * 4) + s) * inner) + i];
                    float Out(int t) => y.Values[(((o * 5) + t) * inner) + i];
                    float Back(int s) => back.Values[(((o * 4) + s) * inner) + i];
                    Assert.Equal([At(0), (2 * At(0)) - At(3), 9, (3 * At(1)) + At(2) + (2 * At(3)), At(2) / 2], [Out(0), Out(1), Out(2), Out(3), Out(4)]);
                    Assert.Equal([Out(0) + (2 * Out(1)), 3 * Out(3), Out(3) + (Out(4) / 2), (2 * Out(3)) - Out(1)], [Back(0), Back(1), Back(2), Back(3)]);
                }
        }
    }

    [Fact]
    public void Positions_and_lengths_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new AxisWeights(2, [[(2, 1.0)]]));
        Assert.Throws<ArgumentException>(() => AxisProduct.Run(Schedulers.One, Weights, 3, new float[11], new float[15]));
        Assert.Throws<ArgumentException>(() => AxisProduct.Run(Schedulers.One, Weights, 3, new float[12], new float[16]));
    }
}
