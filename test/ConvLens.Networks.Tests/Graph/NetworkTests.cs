using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Zoo;

namespace ConvLens.Networks.Tests.Graph;

public sealed class NetworkTests
{
    private static readonly Network LeNet = LeNet5.Create();

    public static TheoryData<string, Shape, Layer, string> Misfits => new()
    {
        { "dense on maps", [1, 3, 4, 4], new Dense(2), "node 'x' (dense) got 1×3×4×4: it needs an input N×F: put a flatten before it" },
        { "convolution on vectors", [1, 7], new Convolution(2, 3), "node 'x' (convolution) got 1×7: it needs an input N×C×H×W" },
        { "kernel beyond the picture", [1, 3, 4, 9], new Convolution(2, 5), "node 'x' (convolution) got 1×3×4×9: it needs at least 5×5 pixels with padding, found 4×9" },
        { "dilated kernel beyond the picture", [1, 3, 4, 4], new Convolution(2, 3) { Dilation = 2 }, "node 'x' (convolution) got 1×3×4×4: it needs at least 5×5 pixels with padding, found 4×4" },
        { "groups", [1, 3, 4, 4], new Convolution(4, 1) { Groups = 2 }, "node 'x' (convolution) got 1×3×4×4: its 3 input and 4 output channels must be multiples of its 2 groups" },
        { "window beyond the picture", [1, 3, 4, 4], new MaxPooling(5), "node 'x' (max_pooling) got 1×3×4×4: its windows of 5 need as many pixels with padding, found 4" },
        { "padding of a whole window", [1, 3, 4, 4], new AveragePooling(2) { Padding = 2 }, "node 'x' (average_pooling) got 1×3×4×4: its padding must be at least 0 and less than its windows of 2, found 2 and 2" },
        { "normalization of a line", [1, 3, 4], new BatchNormalization(), "node 'x' (batch_normalization) got 1×3×4: it needs an input N×F or N×C×H×W" },
        { "columns of a vector", [1, 3], new BatchNormalization { Axis = NormalizationAxis.Column }, "node 'x' (batch_normalization) got 1×3: it needs an input N×C×H×W to normalize columns" },
        { "maps of the wrong size", [1, 11], new Unflatten(2, 3, 2), "node 'x' (unflatten) got 1×11: it needs 12 features for maps 2×3×2, found 11" },
        { "maps of maps", [1, 2, 3, 2], new Unflatten(2, 3, 2), "node 'x' (unflatten) got 1×2×3×2: it needs an input N×F" },
        { "mean of a vector", [1, 3], new GlobalAveragePooling(), "node 'x' (global_average_pooling) got 1×3: it needs an input N×C×H×W" },
        { "classes of a line", [1, 3, 4], new LogSoftmax { Axis = 3 }, "node 'x' (log_softmax) got 1×3×4: it needs an input with an axis 3, found 3 axes" },
        { "dropout of everything", [1, 3], new Dropout(1), "node 'x' (dropout) got 1×3: its probability must lie in [0, 1), found 1" },
        { "a rectifier that turns signs", [1, 3], new LeakyRelu(-0.5f), "node 'x' (leaky_relu) got 1×3: its slope must be at least 0, found -0.5" },
    };

    [Theory, MemberData(nameof(Misfits))]
    public void A_shape_error_names_the_node_what_it_got_and_what_it_needs(string name, Shape input, Layer layer, string message)
    {
        NetworkException error = Assert.Throws<NetworkException>(() => new NetworkBuilder(name).AddInput("input", input).Add("x", layer).Build());
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_shape_error_of_several_inputs_names_them_all()
    {
        NetworkBuilder builder = new NetworkBuilder("n").AddInput("a", [1, 2, 4, 4]).Add("b", new MaxPooling(2));
        NetworkException error = Assert.Throws<NetworkException>(() => builder.Add("sum", new Addition(), "a", "b").Build());
        Assert.Equal("node 'sum' (addition) got 1×2×4×4 and 1×2×2×2: it needs inputs that broadcast to one shape: each axis the same, or 1", error.Message);
        builder = new NetworkBuilder("n").AddInput("a", [1, 2, 4, 4]).Add("b", new MaxPooling(2));
        error = Assert.Throws<NetworkException>(() => builder.Add("join", new Concatenation(), "a", "b").Build());
        Assert.Equal("node 'join' (concatenation) got 1×2×4×4 and 1×2×2×2: it needs inputs that differ in axis 1 only", error.Message);
    }

    [Fact]
    public void Nodes_are_found_by_name_and_by_index()
    {
        Assert.Equal("conv2", LeNet["conv2"].Name);
        Assert.Equal("conv2", LeNet["4"].Name);
        NetworkException error = Assert.Throws<NetworkException>(() => LeNet["conv3"]);
        Assert.StartsWith("network 'lenet5' has no node 'conv3'; its nodes are input, conv1, relu1", error.Message, StringComparison.Ordinal);
        Assert.Throws<NetworkException>(() => LeNet["99"]);
        Assert.Throws<NetworkException>(() => LeNet["-1"]);
    }

    [Fact]
    public void A_node_named_like_a_number_is_found_before_the_index()
    {
        Network network = new NetworkBuilder("n").AddInput("1", [1, 2]).Add("0", new Relu()).Build();
        Assert.Equal(1, network["0"].Index);
    }

    [Fact]
    public void Patterns_match_in_topological_order()
    {
        Assert.Equal(["conv1", "conv2"], LeNet.Match("conv*").Select(node => node.Name));
        Assert.Equal(["fc1", "fc2", "fc3"], LeNet.Match("fc?").Select(node => node.Name));
        Assert.Equal(["conv2"], LeNet.Match("4").Select(node => node.Name));
        Assert.Throws<NetworkException>(() => LeNet.Match("norm*"));
    }

    [Fact]
    public void Shapes_follow_the_batch()
    {
        Assert.Equal<Shape>([1, 16, 10, 10], LeNet.Shapes[LeNet["conv2"].Index]);
        Assert.Equal<Shape>([7, 16, 10, 10], LeNet.ShapesFor(7)[LeNet["conv2"].Index]);
        Assert.Equal<Shape>([7, 256 + 144], LeNet.ShapesFor(7)[LeNet["flatten"].Index]);
        Assert.Throws<NetworkException>(() => LeNet.ShapesFor(0));
    }
}
