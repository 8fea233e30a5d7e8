using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;

namespace ConvLens.Networks.Tests.Execution;

public sealed class TraceTests
{
    private static readonly Network LeNet = LeNet5.Create();
    private static readonly ParameterSet Parameters = ParameterSet.Initialize(LeNet, 5);
    private static readonly Tensor Image = Numbers.Uniform([1, 1, 28, 28], "image", 0, 1);

    [Fact]
    public void A_trace_is_cut_at_the_deepest_node_asked_for()
    {
        Executor executor = new(LeNet, 1, Schedulers.One);
        Trace trace = executor.Forward(Parameters, Image, until: ["relu1", "conv2"]);
        Assert.Equal(["input", "conv1", "relu1", "pool1", "conv2"], LeNet.Nodes.Where(trace.Has).Select(node => node.Name));
        Assert.Equal("the trace of network 'lenet5' was cut before node 'relu2' (relu)", Assert.Throws<NetworkException>(() => trace["relu2"]).Message);
        Trace whole = new Executor(LeNet, 1, Schedulers.One).Forward(Parameters, Image);
        Assert.Equal(whole["conv2"].ToLogical(), trace["conv2"].ToLogical());
    }

    [Fact]
    public void A_trace_cut_after_a_whole_pass_forgets_the_rest()
    {
        Executor executor = new(LeNet, 1, Schedulers.One);
        executor.Forward(Parameters, Image);
        Trace trace = executor.Forward(Parameters, Image, until: ["conv1"]);
        Assert.Throws<NetworkException>(() => trace["fc3"]);
    }

    [Fact]
    public void A_branch_that_is_not_asked_for_is_not_computed()
    {
        Network network = new NetworkBuilder("n").AddInput("a", [1, 2]).AddInput("b", [1, 2]).Add("of_a", new Relu(), "a").Add("of_b", new Relu(), "b").Build("of_a", "of_b");
        Trace trace = new Executor(network, 1, Schedulers.One).Forward(new ParameterSet([]), new Dictionary<string, Tensor> { ["b"] = Tensor.FromLogical([1, 2], [-1, 2]) }, until: ["of_b"]);
        Assert.Equal([0, 2], trace["of_b"].ToLogical());
        Assert.False(trace.Has(network["of_a"]));
    }

    [Fact]
    public void A_stale_trace_refuses_to_be_read()
    {
        Executor executor = new(LeNet, 1, Schedulers.One);
        Trace stale = executor.Forward(Parameters, Image);
        Trace fresh = executor.Forward(Parameters, Image);
        Assert.Throws<InvalidOperationException>(() => stale["conv1"]);
        Assert.Throws<InvalidOperationException>(() => stale.Switches(LeNet["pool1"]));
        Assert.NotNull(fresh["conv1"]);
    }

    [Fact]
    public void Both_sides_of_a_relu_are_kept()
    {
        Trace trace = new Executor(LeNet, 1, Schedulers.One).Forward(Parameters, Image);
        Assert.Contains(trace["conv1"].ToLogical(), value => value < 0);
        Assert.Equal(trace["conv1"].ToLogical().Select(value => Math.Max(value, 0)), trace["relu1"].ToLogical());
    }

    [Fact]
    public void Switches_are_places_in_the_inputs_plane_in_logical_order()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 2, 4, 4]).Add("pool", new MaxPooling(2)).Build();
        Tensor input = Tensor.FromLogical([1, 2, 4, 4],
        [
            9, 1, 1, 1,
            1, 1, 1, 9,
            1, 9, 1, 1,
            1, 1, 9, 1,
            1, 2, 0, 0,
            3, 4, 0, 0,
            5, 5, 7, 8,
            5, 5, 9, 6,
        ]);
        Trace trace = new Executor(network, 1, Schedulers.One).Forward(new ParameterSet([]), input);
        Assert.Equal([0, 7, 9, 14, 5, 2, 8, 14], trace.Switches(network["pool"])!);
        Assert.Null(trace.Switches(network["input"]));
    }

    [Fact]
    public void Unpooling_what_was_pooled_keeps_the_maxima_in_place_and_zeroes_the_rest()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 3, 6, 8]).Add("pool", new MaxPooling(new Extent(3, 2))).Build();
        Tensor input = Numbers.Distinct([2, 3, 6, 8], "input");
        Executor executor = new(network, 2, Schedulers.One);
        Trace trace = executor.Forward(new ParameterSet([]), input);
        Tensor back = executor.Backward(trace, new Testing.Gradients.LinearObjective("pool", trace["pool"].Copy()))["input"];
        HashSet<float> maxima = [.. trace["pool"].ToLogical()];
        Assert.Equal(input.ToLogical().Select(value => maxima.Contains(value) ? value : 0), back.ToLogical());
    }
}
