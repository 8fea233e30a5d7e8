using ConvLens.Compute.Convolution;
using ConvLens.Compute.Dense;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Layout;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Optimization;
using ConvLens.Compute.Pooling;
using ConvLens.Compute.Products;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Compute.Tests.Convolution;
using ConvLens.Testing;

namespace ConvLens.Compute.Tests;

/// <summary>Every kernel, on numbers that do round, gives the same bits on every register width and any number of threads.</summary>
public sealed class SameBitsTests
{
    // Several items of every kernel, and a tail.
    private const int Length = (1 << 15) + 19, Rows = 1100, Columns = 37;

    private static readonly ConvolutionGeometry[] Convolutions =
    [
        new([2, 19, 21, 17], 37, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        new([3, 12, 19, 14], 40, 3, 2, 2, 1, 1, 0, 2, 1, 2, 3, 2),
        new([2, 33, 18, 9], 33, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 33),
        new([1, 150, 13, 17], 50, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
        new([1, 40, 7, 7], 90, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
    ];

    private static readonly PoolingGeometry Window = new([3, 35, 11, 13], [3, 35, 5, 7], 3, 3, 2, 2, 0, 1);
    private static readonly PoolingGeometry Touching = new([9, 6, 28, 29], [9, 6, 14, 14], 2, 2, 2, 2, 0, 0);
    private static readonly Tensor X = Numbers.Uniform([Length], "x", -4, 4), Y = Numbers.Uniform([Length], "y"), Unit = Numbers.Uniform([Length], "unit", 0, 1);
    private static readonly Tensor Left = Numbers.Uniform([Rows, Columns], "left"), Right = Numbers.Uniform([Rows, Columns], "right");
    private static readonly Tensor A = Numbers.Uniform([Columns], "a"), B = Numbers.Uniform([Columns], "b"), C = Numbers.Uniform([Columns], "c");

    private static readonly Dictionary<string, Func<Scheduler, float[]>> Kernels = new(StringComparer.Ordinal)
    {
        ["convolution forward"] = scheduler => Join(Convolutions.Select(geometry => Real(geometry).Forward(scheduler))),
        ["convolution with an addend, rectified"] = scheduler => Join(Convolutions.Select(Real).Select(run => run.Forward(scheduler, addend: run.Signal, rectification: new(0.25f, 1)))),
        ["convolution in place"] = scheduler => Join(Convolutions.Select(geometry => Real(geometry).Forward(scheduler, algorithm: g => new InPlaceConvolution(g)))),
        ["wide convolution"] = scheduler => Join(Convolutions.Select(geometry => Real(geometry).Forward(scheduler, algorithm: g => new WideConvolution(g)))),
        ["planar convolution"] = scheduler => Real(new([2, 3, 30, 67], 5, 7, 7, 1, 1, 3, 3, 3, 3, 1, 1, 1)).Forward(scheduler, algorithm: g => new PlanarConvolution(g)).ToLogical(),
        ["batch convolution, outputs in sixes"] = scheduler => Real(new([21, 3, 12, 11], 7, 5, 3, 1, 2, 2, 2, 1, 2, 1, 1, 1)).Forward(scheduler, algorithm: g => new BatchConvolution(g)).ToLogical(),
        ["batch convolution, outputs in fours"] = scheduler => Real(new([40, 5, 9, 14], 15, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).Forward(scheduler, algorithm: g => new BatchConvolution(g)).ToLogical(),
        ["Winograd's convolution"] = scheduler => Real(new([2, 35, 30, 27], 37, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).Forward(scheduler, algorithm: g => new WinogradConvolution(g)).ToLogical(),
        ["Winograd's convolution, weights made on the way"] = scheduler => Real(new([1, 341, 9, 6], 350, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).Forward(scheduler, algorithm: g => new WinogradConvolution(g)).ToLogical(),
        ["Winograd's transposed convolution, weights made on the way"] = scheduler => Real(new([1, 350, 14, 13], 341, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).InputGradient(scheduler, g => new RotatedTransposedConvolution(g)).ToLogical(),
        ["Winograd's convolution along lines"] = scheduler => Real(new([3, 24, 21, 38], 40, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).Forward(scheduler, algorithm: g => new LineWinogradConvolution(g)).ToLogical(),
        ["Winograd's convolution along lines, eight outputs"] = scheduler => Real(new([3, 24, 21, 38], 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).Forward(scheduler, algorithm: g => new LineWinogradConvolution(g)).ToLogical(),
        ["Winograd's weight gradient along lines"] = scheduler => Real(new([5, 40, 21, 38], 144, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).WeightGradient(scheduler, g => new LineWinogradWeightGradient(g)).ToLogical(),
        ["convolution by dot products"] = scheduler => Join(Enumerable.Range(1, 4).Select(outputs => Real(new([3, 24, 21, 17], outputs, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).Forward(scheduler, algorithm: g => new DotConvolution(g)))),
        ["convolution of pairs of pixels"] = scheduler => Real(new([5, 3, 21, 38], 8, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1)).Forward(scheduler, algorithm: g => new PairedConvolution(g)).ToLogical(),
        ["weight gradient of pairs of pixels"] = scheduler => Real(new([5, 3, 21, 38], 8, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1)).WeightGradient(scheduler, g => new PairedWeightGradient(g)).ToLogical(),
        ["rotated transposed convolution"] = scheduler => Real(Convolutions[0]).InputGradient(scheduler, g => new RotatedTransposedConvolution(g)).ToLogical(),
        ["convolution input gradient"] = scheduler => Join(Convolutions.Select(geometry => Real(geometry).InputGradient(scheduler))),
        ["narrow weight gradient"] = scheduler => Real(new([19, 3, 14, 27], 5, 7, 7, 1, 1, 3, 3, 3, 3, 1, 1, 1)).WeightGradient(scheduler, g => new NarrowWeightGradient(g)).ToLogical(),
        ["batch weight gradient"] = scheduler => Real(new([37, 3, 14, 13], 5, 3, 5, 1, 1, 1, 2, 1, 2, 1, 1, 1)).WeightGradient(scheduler, g => new BatchWeightGradient(g)).ToLogical(),
        ["rotated weight gradient"] = scheduler => Real(new([19, 16, 14, 13], 2, 3, 5, 1, 1, 1, 2, 1, 2, 1, 1, 1)).WeightGradient(scheduler, g => new RotatedWeightGradient(g)).ToLogical(),
        ["Winograd's convolution along lines and its gradient, of a normalization"] = scheduler => OfANormalization(scheduler, new([3, 24, 21, 38], 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1), g => new LineWinogradConvolution(g), g => new LineWinogradWeightGradient(g)),
        ["convolution by dot products and the rotated gradient, of a normalization"] = scheduler => OfANormalization(scheduler, new([19, 16, 14, 13], 2, 3, 5, 1, 1, 1, 2, 1, 2, 1, 1, 1), g => new DotConvolution(g), g => new RotatedWeightGradient(g)),
        ["convolution with lines copied"] = scheduler => Real(new([7, 8, 37, 29], 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1)).Forward(scheduler, algorithm: g => new InPlaceConvolution(g)).ToLogical(),
        ["convolution weight gradient"] = scheduler => Join(Convolutions.Select(geometry => Real(geometry).WeightGradient(scheduler))),
        ["matrix product"] = scheduler => Product(scheduler, transposed: false),
        ["matrix product, A transposed"] = scheduler => Product(scheduler, transposed: true),
        ["max pool"] = scheduler => Filled(2 * Window.Output.Length, y => MaxPool.Forward(scheduler, Window, Picture.Values, y[..Window.Output.Length], y[Window.Output.Length..])),
        ["max pool without switches"] = scheduler => Filled(Window.Output.Length, y => MaxPool.Forward(scheduler, Window, Picture.Values, y, default)),
        ["unpool"] = scheduler => Filled(Window.Input.Length, dx => MaxPool.Unpool(scheduler, Window, Map.Values, Taps.Values, dx)),
        ["unpool windows that touch"] = scheduler => Filled(Touching.Input.Length, dx => MaxPool.Unpool(scheduler, Touching, Numbers.Uniform(Touching.Output, "map").Values, new Tensor(Touching.Output).Values, dx)),
        ["average pool"] = scheduler => Filled(Window.Output.Length, y => AveragePool.Forward(scheduler, Window, false, Picture.Values, y)),
        ["average pool gradient"] = scheduler => Filled(Window.Input.Length, dx => AveragePool.InputGradient(scheduler, Window, false, Map.Values, dx)),
        ["global average pool"] = scheduler => Filled(3 * 35, y => GlobalAveragePool.Run(scheduler, 11 * 13, 35, Picture.Values, y)),
        ["dilated average pool"] = scheduler => Filled(3 * 35 * 6 * 8, y => AveragePool.Forward(scheduler, new([3, 35, 11, 13], [3, 35, 6, 8], 3, 3, 1, 1, 0, 0, DilationRows: 2, DilationColumns: 2), true, Picture.Values, y)),
        ["column copy"] = scheduler => Filled(Rows * (Columns + 9), y => ColumnCopy.Run(scheduler, Left.Values, Columns, y, 4, Columns + 9)),
        ["indexed copy"] = scheduler => Filled(Repeats.Length, y => Repeated.Run(scheduler, Picture.Values, y)),
        ["indexed copy's adjoint"] = scheduler => Filled(Window.Input.Length, dx => Repeated.RunAdjoint(scheduler, Numbers.Uniform(Repeats, "repeats").Values, dx)),
        ["axis product"] = scheduler => Filled(Window.Input.Length / 11 * 20, y => AxisProduct.Run(scheduler, Rows20, 13 * 35, Picture.Values, y)),
        ["column sums"] = scheduler => Filled(Columns, sums => ColumnSums.Run(scheduler, Columns, Left.Values, sums)),
        ["column sums of products behind a rectifier"] = scheduler => Filled(2 * Columns, sums => Products(scheduler, sums, Mask)),
        ["column sums of products and signals"] = scheduler => Filled(2 * Columns, sums => Products(scheduler, sums, default)),
        ["column sums of squares"] = scheduler => Filled(Columns, sums => ColumnSums.OfSquares(scheduler, Columns, Left.Values, A.Values, sums)),
        ["column moments"] = scheduler => Filled(2 * Columns, moments => Moments(scheduler, moments)),
        ["column affine map behind a rectifier"] = scheduler => Filled(Left.Length, dx => ColumnAffine.Gradient(scheduler, Columns, Left.Values, A.Values, Right.Values, B.Values, C.Values, dx, Mask)),
        ["column scale and shift"] = scheduler => Filled(Left.Length, z => ColumnAffine.Run(scheduler, Columns, Left.Values, A.Values, C.Values, z)),
        ["column affine map of two"] = scheduler => Filled(Left.Length, z => ColumnAffine.Run(scheduler, Columns, Left.Values, A.Values, Right.Values, B.Values, C.Values, z)),
        ["log-softmax"] = scheduler => Filled(Left.Length, y => LogSoftmax.Forward(scheduler, Columns, Left.Values, y)),
        ["softmax"] = scheduler => Filled(Left.Length, y => LogSoftmax.Softmax(scheduler, Columns, Left.Values, y)),
        ["log-softmax gradient"] = scheduler => Filled(Left.Length, dx => LogSoftmax.Gradient(scheduler, Columns, Left.Values, Right.Values, dx)),
        ["softmax gradient"] = scheduler => Filled(Left.Length, dx => LogSoftmax.SoftmaxGradient(scheduler, Columns, Left.Values, Right.Values, dx)),
        ["sum"] = scheduler => Filled(Length, z => Arithmetic.Add(scheduler, X.Values, Y.Values, z)),
        ["product"] = scheduler => Filled(Length, z => Arithmetic.Multiply(scheduler, X.Values, Y.Values, z)),
        ["scaled sum"] = scheduler => Filled(Length, z => Arithmetic.AddScaled(scheduler, 0.3f, X.Values, z)),
        ["relu"] = scheduler => Filled(Length, y => Relu.Forward(scheduler, 0, X.Values, y)),
        ["leaky relu"] = scheduler => Filled(Length, y => Relu.Forward(scheduler, 0.3f, X.Values, y)),
        ["relu gradient"] = scheduler => Filled(Length, dx => Relu.Gradient(scheduler, 0.3f, X.Values, Y.Values, dx)),
        ["relu6"] = scheduler => Filled(Length, y => Relu.Forward(scheduler, new Rectification(0, 2), X.Values, y)),
        ["relu6 gradient"] = scheduler => Filled(Length, dx => Relu.Gradient(scheduler, new Rectification(0, 2), X.Values, Y.Values, dx)),
        ["tanh"] = scheduler => Filled(Length, y => Tanh.Forward(scheduler, X.Values, y)),
        ["tanh gradient"] = scheduler => Filled(Length, dx => Tanh.Gradient(scheduler, Unit.Values, Y.Values, dx)),
        ["sigmoid"] = scheduler => Filled(Length, y => Sigmoid.Forward(scheduler, X.Values, y)),
        ["sigmoid gradient"] = scheduler => Filled(Length, dx => Sigmoid.Gradient(scheduler, Unit.Values, Y.Values, dx)),
        ["erf"] = scheduler => Filled(Length, y => Function.Erf.Forward(scheduler, X.Values, y)),
        ["gelu gradient"] = scheduler => Filled(Length, dx => Function.Gelu.Gradient(scheduler, X.Values, Y.Values, dx)),
        ["logarithm"] = scheduler => Filled(Length, y => Function.Logarithm.Forward(scheduler, Unit.Values, y)),
        ["softplus"] = scheduler => Filled(Length, y => Function.Softplus.Forward(scheduler, X.Values, y)),
        ["mish gradient"] = scheduler => Filled(Length, dx => Function.Mish.Gradient(scheduler, X.Values, Y.Values, dx)),
        ["elu"] = scheduler => Filled(Length, y => Function.ExponentialUnit(1.1f, 0.9f, 1.2f).Forward(scheduler, X.Values, y)),
        ["broadcast product"] = scheduler => Filled(Left.Length, z => PairFunction.Product.Forward(scheduler, OfColumns, A.Values, Whole, Left.Values, z)),
        ["broadcast power gradient"] = scheduler => Filled(Columns, dx => PairFunction.Power.LeftGradient(scheduler, OfColumns, A.Values, Whole, Left.Values, Right.Values, dx)),
        ["reductions of columns"] = scheduler => Filled(3 * Columns, y => ReduceAll(scheduler, OfColumns, y)),
        ["reductions of rows"] = scheduler => Filled(3 * Rows, y => ReduceAll(scheduler, OfRows, y)),
        ["reductions to one"] = scheduler => Filled(3, y => ReduceAll(scheduler, Fibers.OfBroadcast([], Left.Shape), y)),
        ["gathered rows"] = scheduler => Filled(Left.Length, y => OfColumns.Gather(scheduler, Left.Values, y)),
        ["local response"] = scheduler => Filled(Left.Length, y => new LocalResponse(Columns, 5, 0.3f, 0.75f, 1).Forward(scheduler, Left.Values, y)),
        ["local response gradient"] = scheduler => Filled(Left.Length, dx => new LocalResponse(Columns, 4, 0.3f, 0.6f, 1).Gradient(scheduler, Left.Values, Right.Values, dx)),
        ["dropout mask"] = scheduler => Filled(Length, mask => DropoutMask.Draw(scheduler, 0.3f, 1, 2, 3, mask)),
        ["adam"] = scheduler => Stepped(scheduler, 2, state => new AdamStep(0.01f, 0.9f, 0.999f, 1e-8f, 0.1f, 0.001f).For(state[0], state[1], state[2])),
        ["momentum"] = scheduler => Stepped(scheduler, 1, state => new MomentumStep(0.01f, 0.9f).For(state[0], state[1])),
        ["plain descent"] = scheduler => Stepped(scheduler, 0, state => new DescentStep(0.01f).For(state[0])),
        ["dense forward"] = scheduler => Filled(21 * 150, y => new DenseForward(21, 1100, 150).Run(scheduler, Samples.Values, Weights.Values, Numbers.Uniform([150], "b").Values, y)),
        ["dense forward of one sample"] = scheduler => Filled(150, y => new DenseSample(1100, 150).Run(scheduler, Samples.Values[..1100], Weights.Values, Numbers.Uniform([150], "b").Values, y)),
        ["dense forward of few samples"] = scheduler => Filled(16 * 150, y => new DenseForward(16, 1100, 150).Run(scheduler, Samples.Values[..(16 * 1100)], Weights.Values, default, y)),
        ["dense backward with a step"] = scheduler =>
        {
            Tensor weights = Weights.Copy(), dx = new(Samples.Shape);
            new DenseBackward(21, 1100, 150).Run(scheduler, Samples.Values, weights.Values, Numbers.Uniform([21, 150], "dy").Values, dx.Span, new DescentStep(0.1f).For(weights));
            return Join([dx, weights]);
        },
    };

    private static float[] OfANormalization(Scheduler scheduler, ConvolutionGeometry geometry, Func<ConvolutionGeometry, ConvolutionAlgorithm> algorithm, Func<ConvolutionGeometry, ConvolutionWeightGradient> gradient)
    {
        int columns = geometry.Input.W * geometry.Input.C;
        return Real(geometry).Normalized(scheduler, algorithm(geometry), gradient(geometry), new(Unit.Values[..columns], Y.Values[..columns], new(0.3f)));
    }

    private static void Products(Scheduler scheduler, Span<float> sums, RectifiedAffine mask)
    {
        ColumnProducts products = new(Left.Length, Columns);
        products.Begin(Left, A.Values, Right, mask);
        products.Run(scheduler);
        products.Read(scheduler, sums[..Columns], sums[Columns..]);
    }

    private static void Moments(Scheduler scheduler, Span<float> both)
    {
        ColumnMoments moments = new(Left.Length, Columns);
        moments.Begin(Left);
        moments.Run(scheduler);
        moments.Read(scheduler, both[..Columns], both[Columns..]);
    }

    private static RectifiedAffine Mask => new(B.Values, C.Values, new(0.3f, 0.4f));

    private static Fibers OfColumns => Fibers.Along(Left.Shape, [0], keepAxes: true);

    private static Fibers OfRows => Fibers.Along(Left.Shape, [1], keepAxes: true);

    private static Fibers Whole => Fibers.OfBroadcast(Left.Shape, Left.Shape);

    private delegate void Fill(Span<float> target);

    public static TheoryData<string> Names => [.. Kernels.Keys];

    // Rows of pictures repeated 1 to 23 times, in turn.
    private static Shape Repeats => [3, 35, 44, 13];

    private static IndexedCopy Repeated => new(
        [CopyAxis.Even(3, 11 * 13 * 35, 44 * 13 * 35), CopyAxis.Picked([.. Enumerable.Range(0, 44).Select(i => i < 22 ? 0 : i % 11)], 13 * 35, 13 * 35), CopyAxis.Even(13 * 35, 1, 1)], Window.Input.Length, Repeats.Length);

    private static AxisWeights Rows20 => new(11, Enumerable.Range(0, 20).Select(row => Enumerable.Range(0, 1 + (row % 5)).Select(tap => ((row + tap) % 11, 1.0 / (tap + 3)))));

    private static Tensor Samples => Numbers.Uniform([21, 1100], "samples");

    private static Tensor Weights => Numbers.Uniform([150, 1100], "weights");

    private static Tensor Picture => Numbers.Uniform(Window.Input, "picture");

    private static Tensor Map => Numbers.Uniform(Window.Output, "map");

    private static Tensor Taps
    {
        get
        {
            Tensor values = new(Window.Output), taps = new(Window.Output);
            MaxPool.Forward(Schedulers.One, Window, Picture.Values, values.Span, taps.Span);
            return taps;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_kernel_gives_the_same_bits_on_every_width_and_thread_count(string kernel) => Schedulers.AssertSameBits(Kernels[kernel]);

    [Fact]
    public void Special_numbers_do_too()
    {
        Tensor x = Tensor.FromLogical([7], [float.NegativeInfinity, float.PositiveInfinity, -0f, 0, 1e-40f, float.MaxValue, float.MinValue]);
        Schedulers.AssertSameBits(scheduler => Filled(14, y =>
        {
            Tanh.Forward(scheduler, x.Values, y[..7]);
            Sigmoid.Forward(scheduler, x.Values, y[7..]);
        }));
    }

    private static void ReduceAll(Scheduler scheduler, Fibers fibers, Span<float> y)
    {
        int count = fibers.Count;
        Reduce.Sum(scheduler, fibers, Left.Values, y[..count]);
        Reduce.SumOfSquares(scheduler, fibers, Left.Values, y[count..(2 * count)]);
        Reduce.Max(scheduler, fibers, Left.Values, y[(2 * count)..]);
    }

    private static ConvolutionRun Real(ConvolutionGeometry geometry) => new(geometry, (shape, name) => Numbers.Uniform(shape, name));

    private static float[] Product(Scheduler scheduler, bool transposed)
    {
        // Columns of A are its rows read across, and the other way round.
        const int M = 101, N = 150, K = 97;
        Tensor a = Numbers.Uniform([M, K], "a"), b = Numbers.Uniform([K, N], "b"), bias = Numbers.Uniform([N], "bias");
        PanelMatrix panels = new(K, N);
        panels.Pack(scheduler, b.Values, N, 1);
        return Filled(M * N, c => MatrixProduct.Run(scheduler, M, a.Values, transposed ? 1 : K, transposed ? M : 1, panels, bias.Values, c));
    }

    // Half, not zero: moments and velocities start at something that rounds.
    private static float[] Stepped(Scheduler scheduler, int slots, Func<Tensor[], ParameterStep> step)
    {
        Tensor[] state = [.. Enumerable.Range(0, slots + 1).Select(_ => Tensor.FromLogical([Length], [.. Enumerable.Repeat(0.5f, Length)]))];
        step(state).Run(scheduler, X.Values);
        return Join(state);
    }

    private static float[] Filled(int length, Fill fill)
    {
        float[] values = new float[length];
        values.AsSpan().Fill(0.5f);
        fill(values);
        return values;
    }

    private static float[] Join(IEnumerable<Tensor> tensors) => [.. tensors.SelectMany(tensor => tensor.ToLogical())];
}
