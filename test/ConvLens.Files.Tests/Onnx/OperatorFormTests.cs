using ConvLens.Compute.Tensors;
using ConvLens.Files.Onnx;
using ConvLens.Files.Onnx.Wire;
using ConvLens.Networks.Execution;
using ConvLens.Testing;
using Attribute = ConvLens.Files.Onnx.Export.Attribute;

namespace ConvLens.Files.Tests.Onnx;

/// <summary>Forms of operators that the standard's cases leave out: older versions, and sums of products.</summary>
public class OperatorFormTests
{
    private static readonly Tensor Maps = Numbers.Uniform([2, 3, 4, 5], "maps");

    [Fact]
    public void Before_version_7_the_second_operand_is_matched_from_an_axis_on()
    {
        Tensor factors = Numbers.Uniform([3], "factors");
        Tensor found = Run(new ModelBytes(6).Input("x", 2, 3, 4, 5).Weight("f", factors).Node("Mul", "x f", "y", Attribute.Of("axis", 1L), Attribute.Of("broadcast", 1L)).Output("y"));
        Assert.Equal(Maps[1, 2, 3, 4] * factors.Values[2], found[1, 2, 3, 4]);
        Assert.Equal(Maps[0, 1, 2, 0] * factors.Values[1], found[0, 1, 2, 0]);
    }

    [Fact]
    public void Before_version_13_softmax_takes_all_axes_behind_its_own()
    {
        Tensor found = Run(new ModelBytes(11).Input("x", 2, 3, 4, 5).Node("Softmax", "x", "y").Output("y"));
        double sum = 0;
        foreach (float number in Maps.Slice(1, 1).Values) sum += Math.Exp(number);
        Assert.Equal(Math.Exp(Maps[1, 2, 0, 3]) / sum, found[1, 2, 0, 3], 6);
    }

    [Fact]
    public void Before_version_10_a_slice_has_its_numbers_as_attributes()
    {
        Tensor found = Run(new ModelBytes(9).Input("x", 2, 3, 4, 5).Node("Slice", "x", "y", Attribute.Of("starts", [1L, -3L]), Attribute.Of("ends", [3L, 1000L]), Attribute.Of("axes", [1L, 3L])).Output("y"));
        Assert.Equal([2, 2, 4, 3], found.Shape.AsEnumerable());
        Assert.Equal(Maps[1, 2, 3, 2], found[1, 1, 3, 0]);
    }

    [Fact]
    public void Upsample_of_version_7_has_its_scales_as_an_attribute()
    {
        ModelBytes model = new ModelBytes(8).Input("x", 2, 3, 4, 5).Node("Upsample", "x", "y", Attribute.Of("mode", "nearest"), Scales()).Output("y");
        Tensor found = Run(model);
        Assert.Equal([2, 3, 8, 15], found.Shape.AsEnumerable());
        Assert.Equal(Maps[1, 0, 3, 4], found[1, 0, 7, 12]);
    }

    [Theory]
    [InlineData("nchw,kc->nkhw")]
    [InlineData("nchw,kc->hnwk")]
    public void A_sum_of_products_over_a_letter_is_a_product_of_matrices(string equation)
    {
        Tensor matrix = Numbers.Uniform([6, 3], "matrix");
        Tensor found = Run(new ModelBytes().Input("x", 2, 3, 4, 5).Weight("m", matrix).Node("Einsum", "x m", "y", Attribute.Of("equation", equation)).Output("y"));
        double sum = Enumerable.Range(0, 3).Sum(c => (double)Maps[1, c, 2, 3] * matrix[4, c]);
        Assert.Equal(sum, equation.EndsWith("nkhw", StringComparison.Ordinal) ? found[1, 4, 2, 3] : found[2, 1, 3, 4], 5);
    }

    [Fact]
    public void Letters_that_both_share_are_matrices_of_their_own()
    {
        Tensor other = Numbers.Uniform([2, 3, 5, 6], "other");
        Tensor found = Run(new ModelBytes().Input("x", 2, 3, 4, 5).Weight("o", other).Node("Einsum", "x o", "y", Attribute.Of("equation", "bhqd,bhdk->bhqk")).Output("y"));
        Assert.Equal(Enumerable.Range(0, 5).Sum(d => (double)Maps[1, 2, 3, d] * other[1, 2, d, 4]), found[1, 2, 3, 4], 5);
    }

    [Fact]
    public void Sums_that_are_no_product_are_declined() =>
        Assert.Contains("the sum 'bchw->bc' of node", new ModelBytes().Input("x", 2, 3, 4, 5).Node("Einsum", "x", "y", Attribute.Of("equation", "bchw->bc")).Output("y").Refused().Message);

    [Fact]
    public void Group_factors_of_version_18_belong_to_groups()
    {
        ModelBytes Model(long opset, Tensor scale) => new ModelBytes(opset).Input("x", 2, 3, 4, 5).Weight("s", scale).Weight("b", new Tensor(scale.Shape)).Node("GroupNormalization", "x s b", "y", Attribute.Of("num_groups", 1L)).Output("y");
        Tensor old = Run(Model(18, Tensor.FromLogical([1], [2]))), now = Run(Model(21, Tensor.FromLogical([3], [2, 2, 2])));
        Assert.Equal(now.ToLogical(), old.ToLogical());
    }

    [Fact]
    public void Whole_numbers_divide_towards_zero_and_ranges_are_folded()
    {
        ModelBytes model = new ModelBytes().Input("x", 2, 3, 4, 5).Numbers("a", -7).Numbers("two", 2).Node("Div", "a two", "q").Node("Squeeze", "q", "limit").Node("Constant", "", "start", Attribute.Of("value_int", 0L)).Node("Constant", "", "step", Attribute.Of("value_int", -1L))
            .Node("Range", "start limit step", "r").Node("Cast", "r", "f", Attribute.Of("to", 1L)).Node("Identity", "f", "y").Output("y");
        OnnxModel loaded = model.Load();
        Assert.Equal([0f, -1, -2], new Executor(loaded.Network, 2, Schedulers.One).Forward(loaded.Parameters, Maps)[loaded.Outputs[0].Node].ToLogical());
    }

    private static WireMessage Scales()
    {
        WireMessage attribute = new WireMessage().Text(1, "scales").Integer(20, 6);
        foreach (float scale in new[] { 1f, 1, 2, 3 }) attribute.Single(7, scale);
        return attribute;
    }

    private static Tensor Run(ModelBytes bytes)
    {
        OnnxModel model = bytes.Load();
        return new Executor(model.Network, 2, Schedulers.One).Forward(model.Parameters, Maps)[model.Outputs[0].Node];
    }
}
