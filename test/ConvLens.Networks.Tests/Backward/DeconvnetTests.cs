using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Twins;

namespace ConvLens.Networks.Tests.Backward;

/// <summary>The reverse walk under <see cref="RuleMap.Deconvnet"/> against the projection written from the paper.</summary>
public sealed class DeconvnetTests
{
    private static readonly Network LeNet = LeNet5.Create();
    private static readonly ParameterSet Parameters = ParameterSet.Initialize(LeNet, 3);
    private static readonly Tensor Image = Numbers.Uniform([1, 1, 28, 28], "image", 0, 1);

    // Sums of at most 25 · 16 products a layer, two layers: √400 roundings of 2⁻²⁴ each.
    private const double Bound = 2e-6;

    [Theory]
    [InlineData("pool1", 6, false)]
    [InlineData("pool1", 6, true)]
    [InlineData("pool2", 16, false)]
    [InlineData("pool2", 16, true)]
    public void Every_feature_map_of_lenet5_is_projected_as_the_paper_says(string node, int channels, bool strongestOnly)
    {
        DeconvnetTwin twin = new(Parameters);
        Executor executor = new(LeNet, 1, Schedulers.One);
        Trace trace = executor.Forward(Parameters, Image);
        int live = 0;
        for (int channel = 0; channel < channels; channel++)
        {
            Tensor found = executor.Backward(trace, new LinearObjective(node, Kept(trace[node], channel, strongestOnly)), RuleMap.Deconvnet)["input"];
            TwinArray expected = node == "pool1" ? twin.ProjectPool1(Image, channel, strongestOnly) : twin.ProjectPool2(Image, channel, strongestOnly);
            Tolerance.AssertClose(expected, found, Bound);
            if (expected.Values.Any(value => value != 0)) live++;
        }

        Assert.True(live >= channels / 2, "too many maps are dead to tell anything");
    }

    [Fact]
    public void Projection_is_linear_in_the_kept_map_while_no_rectifier_clips()
    {
        // Positive whole weights: what is positive stays so on the way down, and sums are exact.
        Network network = new NetworkBuilder("n").AddInput("input", [1, 1, 8, 8]).Add("conv", new Convolution(2, 3) { Padding = 1 }).Add("relu", new Relu()).Add("pool", new MaxPooling(2)).Build();
        ParameterSet parameters = new(ParameterSet.Initialize(network, 1).Select(pair =>
            KeyValuePair.Create(pair.Key, TwinArray.Of(Numbers.Whole(pair.Value.Shape, pair.Key)).Map(value => value + 9).ToTensor())));
        Executor executor = new(network, 1, Schedulers.One);
        Trace trace = executor.Forward(parameters, Numbers.Distinct([1, 1, 8, 8], "image"));
        float[] Project(TwinArray map) => executor.Backward(trace, new LinearObjective("pool", map.ToTensor()), RuleMap.Deconvnet)["input"].ToLogical();
        TwinArray left = Positive("left"), right = Positive("right"), both = new(left.Shape);
        for (int i = 0; i < both.Values.Length; i++) both.Values[i] = (3 * left.Values[i]) + right.Values[i];
        Assert.Equal(Project(left).Zip(Project(right), (l, r) => (3 * l) + r), Project(both));
        Assert.NotEqual(Project(left).Select(value => -value), Project(left.Map(value => -value)));
        Assert.All(Project(left.Map(value => -value)), value => Assert.Equal(0, value));
    }

    private static TwinArray Positive(string name) => TwinArray.Of(Numbers.Whole([1, 2, 4, 4], name)).Map(value => value + 9);

    private static Tensor Kept(Tensor maps, int channel, bool strongestOnly)
    {
        float[] values = maps.ToLogical(), kept = new float[values.Length];
        int plane = maps.Shape.H * maps.Shape.W, first = channel * plane;
        float strongest = values.AsSpan(first, plane).ToArray().Max();
        int place = values.AsSpan(first, plane).IndexOf(strongest);
        if (strongestOnly) kept[first + place] = strongest;
        else values.AsSpan(first, plane).CopyTo(kept.AsSpan(first));
        return Tensor.FromLogical(maps.Shape, kept);
    }
}
