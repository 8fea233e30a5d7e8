using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Parameters;

public sealed class ParameterSetTests
{
    private static readonly Network LeNet = LeNet5.Create();

    [Fact]
    public void Its_tensors_are_frozen()
    {
        ParameterSet parameters = ParameterSet.Initialize(LeNet, 1);
        Assert.All(parameters.Values, tensor => Assert.True(tensor.IsFrozen));
        Assert.Throws<InvalidOperationException>(() => parameters["conv1.bias"].Span.Clear());
    }

    [Fact]
    public void With_replaces_one_and_shares_the_rest()
    {
        ParameterSet before = ParameterSet.Initialize(LeNet, 1);
        Tensor zeros = new([6]), old = before["conv1.bias"];
        ParameterSet after = before.With("conv1.bias", zeros);
        Assert.Same(old, before["conv1.bias"]);
        Assert.Same(zeros, after["conv1.bias"]);
        Assert.True(zeros.IsFrozen);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before.Keys.Where(name => name != "conv1.bias"), name => Assert.Same(before[name], after[name]));
    }

    [Fact]
    public void With_refuses_unknown_names_and_other_shapes()
    {
        ParameterSet parameters = ParameterSet.Initialize(LeNet, 1);
        Assert.Equal("there is no parameter 'conv9.bias'", Assert.Throws<NetworkException>(() => parameters.With("conv9.bias", new([6]))).Message);
        Assert.Equal("parameter 'conv1.bias' is 6, found 7", Assert.Throws<NetworkException>(() => parameters.With("conv1.bias", new([7]))).Message);
    }

    [Fact]
    public void A_name_occurs_once() =>
        Assert.Equal("parameter 'a' occurs twice", Assert.Throws<NetworkException>(() => new ParameterSet([new("a", new([1])), new("a", new([1]))])).Message);

    [Fact]
    public void A_set_that_does_not_fit_is_refused_by_name()
    {
        ParameterSet parameters = ParameterSet.Initialize(LeNet, 1);
        parameters.RequireFit(LeNet);
        Assert.Equal(
            "parameter 'conv2.weight' of network 'lenet5' is missing, expected 16×6×5×5",
            Assert.Throws<NetworkException>(() => new ParameterSet(parameters.Where(pair => pair.Key != "conv2.weight")).RequireFit(LeNet)).Message);
        Assert.Equal(
            "parameter 'fc3.bias' of network 'lenet5' is 11, expected 10",
            Assert.Throws<NetworkException>(() => new ParameterSet(parameters.Select(pair => pair.Key == "fc3.bias" ? new("fc3.bias", new([11])) : pair)).RequireFit(LeNet)).Message);
        Assert.Equal(
            "network 'lenet5' has no parameter 'extra'",
            Assert.Throws<NetworkException>(() => new ParameterSet(parameters.Append(new("extra", new([1])))).RequireFit(LeNet)).Message);
    }

    [Fact]
    public void Initial_values_fill_their_bounds_and_follow_the_seed()
    {
        ParameterSet parameters = ParameterSet.Initialize(LeNet, 1);
        // 1 / √(6 · 5 · 5) numbers enter each output of conv2.
        float bound = 1 / MathF.Sqrt(150);
        float[] weights = parameters["conv2.weight"].ToLogical();
        Assert.All(weights, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(weights.Max(), 0.99f * bound, bound);
        Assert.InRange(weights.Min(), -bound, -0.99f * bound);
        Assert.All(parameters["fc1.bias"].ToLogical(), value => Assert.InRange(value, -0.05f, 0.05f));
        Assert.Equal(weights, ParameterSet.Initialize(LeNet, 1)["conv2.weight"].ToLogical());
        Assert.NotEqual(weights, ParameterSet.Initialize(LeNet, 2)["conv2.weight"].ToLogical());
    }

    [Fact]
    public void A_parameters_initial_values_do_not_depend_on_its_neighbours()
    {
        Network other = new NetworkBuilder("other").AddInput("input", [1, 1, 28, 28]).Add("new", new Convolution(1, 1)).Add("conv1", new Convolution(6, 5) { Padding = 2 }).Build();
        Assert.Equal(ParameterSet.Initialize(LeNet, 1)["conv1.weight"].ToLogical(), ParameterSet.Initialize(other, 1)["conv1.weight"].ToLogical());
    }

    [Fact]
    public void Normalization_starts_as_the_identity()
    {
        ParameterSet parameters = ParameterSet.Initialize(TinyNetworks.ResidualBlock(), 1);
        Assert.All(parameters["norm1.weight"].ToLogical(), value => Assert.Equal(1, value));
        Assert.All(parameters["norm1.bias"].ToLogical(), value => Assert.Equal(0, value));
        Assert.All(parameters["norm1.running_mean"].ToLogical(), value => Assert.Equal(0, value));
        Assert.All(parameters["norm1.running_var"].ToLogical(), value => Assert.Equal(1, value));
    }
}
