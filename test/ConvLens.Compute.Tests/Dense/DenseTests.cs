using ConvLens.Compute.Dense;
using ConvLens.Compute.Optimization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Tensors;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Dense;

/// <summary>Whole numbers, so that float32 sums are exact; on others, the bits of <see cref="MatrixProduct"/>.</summary>
public sealed class DenseTests
{
    public static TheoryData<int, int, int> Sizes
    {
        get
        {
            // Several items and blocks each way, with tails: an item has at least 96 inputs or 48 or 84 outputs, a block at most 96 outputs, a depth 128 or 1,024 inputs.
            TheoryData<int, int, int> sizes = new() { { 1, 1, 1 }, { 5, 3301, 101 }, { 16, 1056, 97 }, { 33, 203, 193 }, { 200, 130, 50 }, { 300, 70, 49 } };
            for (int tail = 1; tail <= 35; tail++) sizes.Add(tail, (tail * 7 % 37) + 1, (tail * 5 % 33) + 1);
            return sizes;
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Forward_gives_the_sum_of_products(int batch, int inputs, int outputs)
    {
        Tensor x = Numbers.Whole([batch, inputs], "x"), w = Numbers.Whole([outputs, inputs], "w"), bias = Numbers.Whole([outputs], "bias");
        Tolerance.AssertExact(DenseTwin.Forward(TwinArray.Of(x), TwinArray.Of(w), TwinArray.Of(bias)), Forward(x, w, bias));
        Tolerance.AssertExact(DenseTwin.Forward(TwinArray.Of(x), TwinArray.Of(w)), Forward(x, w, null));
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Backward_gives_the_sums_of_products(int batch, int inputs, int outputs)
    {
        Tensor x = Numbers.Whole([batch, inputs], "x"), w = Numbers.Whole([outputs, inputs], "w"), dy = Numbers.Whole([batch, outputs], "dy");
        (Tensor dx, Tensor dw) = Backward(x, w, dy);
        Tolerance.AssertExact(Product(TwinArray.Of(dy), TwinArray.Of(w)), dx);
        Tolerance.AssertExact(Product(Transposed(TwinArray.Of(dy)), TwinArray.Of(x)), dw);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Both_ways_have_the_bits_of_packed_products(int batch, int inputs, int outputs)
    {
        Tensor x = Numbers.Uniform([batch, inputs], "x"), w = Numbers.Uniform([outputs, inputs], "w"), dy = Numbers.Uniform([batch, outputs], "dy"), bias = Numbers.Uniform([outputs], "b");
        Tensor y = new([batch, outputs]), dx = new([batch, inputs]), dw = new([outputs, inputs]);
        PanelMatrix forward = new(inputs, outputs), backward = new(outputs, inputs), samples = new(batch, inputs);
        forward.Pack(Schedulers.One, w.Values, 1, inputs);
        MatrixProduct.Run(Schedulers.One, batch, x.Values, inputs, 1, forward, bias.Values, y.Span);
        backward.Pack(Schedulers.One, w.Values, inputs, 1);
        MatrixProduct.Run(Schedulers.One, batch, dy.Values, outputs, 1, backward, default, dx.Span);
        samples.Pack(Schedulers.One, x.Values, inputs, 1);
        MatrixProduct.Run(Schedulers.One, outputs, dy.Values, 1, outputs, samples, default, dw.Span);
        (Tensor foundDx, Tensor foundDw) = Backward(x, w, dy);
        Assert.Equal(y.ToLogical(), Forward(x, w, bias).ToLogical());
        Assert.Equal(dx.ToLogical(), foundDx.ToLogical());
        Assert.Equal(dw.ToLogical(), foundDw.ToLogical());
    }

    [Fact]
    public void A_single_sample_has_the_bits_of_packed_products_at_every_tail()
    {
        for (int tail = 0; tail <= 35; tail++)
        {
            (int inputs, int outputs) = (tail + 1, 16 + (tail * 7 % 36));
            Tensor x = Numbers.Uniform([1, inputs], "x"), w = Numbers.Uniform([outputs, inputs], "w"), bias = Numbers.Uniform([outputs], "b"), y = new([1, outputs]), expected = new([1, outputs]);
            PanelMatrix panels = new(inputs, outputs);
            panels.Pack(Schedulers.One, w.Values, 1, inputs);
            foreach (bool biased in (bool[])[false, true])
            {
                y.Span.Fill(1e9f);
                new DenseSample(inputs, outputs).Run(Schedulers.One, x.Values, w.Values, biased ? bias.Values : default, y.Span);
                MatrixProduct.Run(Schedulers.One, 1, x.Values, inputs, 1, panels, biased ? bias.Values : default, expected.Span);
                Assert.Equal(expected.ToLogical(), y.ToLogical());
            }
        }
    }

    [Fact]
    public void Only_what_is_asked_for_is_written()
    {
        Tensor x = Numbers.Uniform([3, 130], "x"), w = Numbers.Uniform([50, 130], "w"), dy = Numbers.Uniform([3, 50], "dy"), dx = new([3, 130]), dw = new([50, 130]);
        (Tensor expectedDx, Tensor expectedDw) = Backward(x, w, dy);
        DenseBackward backward = new(3, 130, 50);
        backward.Run(Schedulers.One, x.Values, w.Values, dy.Values, dx.Span, null);
        backward.Run(Schedulers.One, x.Values, w.Values, dy.Values, default, new GradientStore(dw));
        Assert.Equal(expectedDx.ToLogical(), dx.ToLogical());
        Assert.Equal(expectedDw.ToLogical(), dw.ToLogical());
    }

    [Fact]
    public void A_step_on_the_way_changes_the_weights_after_the_signal_has_read_them()
    {
        Tensor x = Numbers.Uniform([7, 300], "x"), w = Numbers.Uniform([101, 300], "w"), dy = Numbers.Uniform([7, 101], "dy"), dx = new([7, 300]);
        Tensor stepped = w.Copy(), mean = new(w.Shape), square = new(w.Shape), expected = w.Copy(), expectedMean = new(w.Shape), expectedSquare = new(w.Shape);
        (Tensor expectedDx, Tensor dw) = Backward(x, w, dy);
        AdamStep adam = new(0.01f, 0.9f, 0.999f, 1e-8f, 0.1f, 0.001f);
        adam.For(expected, expectedMean, expectedSquare).Run(Schedulers.One, dw.Values);
        new DenseBackward(7, 300, 101).Run(Schedulers.One, x.Values, stepped.Values, dy.Values, dx.Span, adam.For(stepped, mean, square));
        Assert.Equal(expectedDx.ToLogical(), dx.ToLogical());
        Assert.Equal(expected.ToLogical(), stepped.ToLogical());
        Assert.Equal(expectedMean.ToLogical(), mean.ToLogical());
        Assert.Equal(expectedSquare.ToLogical(), square.ToLogical());
    }

    [Fact]
    public void A_sum_of_4608_products_stays_within_the_roundings_of_its_chain()
    {
        // As DeepAccumulationTests: twice 2⁻²⁴ · √(K / 2).
        double bound = 2 * Math.Sqrt(4608 / 2.0) / (1 << 24);
        Tensor x = Numbers.Uniform([3, 4608], "x"), w = Numbers.Uniform([20, 4608], "w"), signal = Numbers.Uniform([3, 4608], "dy"), tall = Numbers.Uniform([4608, 20], "tall");
        Tolerance.AssertClose(DenseTwin.Forward(TwinArray.Of(x), TwinArray.Of(w)), Forward(x, w, null), bound);
        Tolerance.AssertClose(Product(TwinArray.Of(signal), TwinArray.Of(tall)), Backward(new([3, 20]), tall, signal).Signal, bound);
    }

    [Fact]
    public void Spans_of_another_length_are_refused()
    {
        DenseForward forward = new(2, 3, 4);
        DenseSample sample = new(3, 17);
        DenseBackward backward = new(2, 3, 4);
        float[] x = new float[6], w = new float[12], y = new float[8], wrong = new float[5];
        Assert.Throws<ArgumentException>(() => sample.Run(Schedulers.One, wrong, new float[51], default, new float[17]));
        Assert.Throws<ArgumentException>(() => sample.Run(Schedulers.One, new float[3], wrong, default, new float[17]));
        Assert.Throws<ArgumentException>(() => sample.Run(Schedulers.One, new float[3], new float[51], wrong, new float[17]));
        Assert.Throws<ArgumentException>(() => sample.Run(Schedulers.One, new float[3], new float[51], default, wrong));
        Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, wrong, w, default, y));
        Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, x, wrong, default, y));
        Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, x, w, wrong, y));
        Assert.Throws<ArgumentException>(() => forward.Run(Schedulers.One, x, w, default, wrong));
        Assert.Throws<ArgumentException>(() => backward.Run(Schedulers.One, wrong, w, y, x, null));
        Assert.Throws<ArgumentException>(() => backward.Run(Schedulers.One, x, wrong, y, x, null));
        Assert.Throws<ArgumentException>(() => backward.Run(Schedulers.One, x, w, wrong, x, null));
        Assert.Throws<ArgumentException>(() => backward.Run(Schedulers.One, x, w, y, wrong, null));
        Assert.Throws<ArgumentException>(() => backward.Run(Schedulers.One, x, w, y, default, new GradientStore(new([5]))));
    }

    private static Tensor Forward(Tensor x, Tensor w, Tensor? bias)
    {
        Tensor y = new([x.Shape.N, w.Shape.N]);
        y.Span.Fill(1e9f);
        new DenseForward(x.Shape.N, w.Shape.C, w.Shape.N).Run(Schedulers.One, x.Values, w.Values, bias is null ? default : bias.Values, y.Span);
        return y;
    }

    private static (Tensor Signal, Tensor Gradient) Backward(Tensor x, Tensor w, Tensor dy)
    {
        Tensor dx = new(x.Shape), dw = new(w.Shape);
        dx.Span.Fill(1e9f);
        dw.Span.Fill(1e9f);
        new DenseBackward(x.Shape.N, w.Shape.C, w.Shape.N).Run(Schedulers.One, x.Values, w.Values, dy.Values, dx.Span, new GradientStore(dw));
        return (dx, dw);
    }

    private static TwinArray Product(TwinArray a, TwinArray b) => DenseTwin.Forward(a, Transposed(b));

    private static TwinArray Transposed(TwinArray matrix)
    {
        TwinArray result = new([matrix.Shape[1], matrix.Shape[0]]);
        for (int i = 0; i < matrix.Shape[0]; i++)
            for (int j = 0; j < matrix.Shape[1]; j++) result[j, i] = matrix[i, j];
        return result;
    }
}
