using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;

namespace ConvLens.Networks.Tests.Execution;

/// <summary>A walk back that takes the optimizer's steps on its way ends with the bits of one that gathers all gradients first.</summary>
public sealed class StepOnTheWayTests
{
    private const int Batch = 3, LargeBatch = 140;

    public static TheoryData<string, Optimizer> Cases => new()
    {
        { "large", new Adam { LearningRate = 0.01f } },
        { "large", new Sgd { LearningRate = 0.01f, Momentum = 0.9f } },
        { "large", new Sgd { LearningRate = 0.01f } },
        { "lenet5", new Adam { LearningRate = 0.01f } },
        { "normalized", new Adam { LearningRate = 0.01f } },
        { "summed", new Adam { LearningRate = 0.01f } },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Three_steps_have_the_same_bits(string name, Optimizer optimizer)
    {
        Network network = Named(name);
        int batch = name == "summed" ? LargeBatch : Batch;
        Assert.Equal(Train(network, batch, optimizer, onTheWay: false), Train(network, batch, optimizer, onTheWay: true));
    }

    [Fact]
    public void What_a_step_keeps_is_no_way_back_for_others_and_lacks_what_a_normalization_left_to_its_reader()
    {
        Network network = Normalized();
        Executor executor = new(network, Batch, Schedulers.One);
        Trace trace = executor.Forward(ParameterSet.Initialize(network, 3), Numbers.Uniform([Batch, 2, 12, 11], "pictures"), ForwardMode.Training(0, 0), keep: Retention.Step);
        string[] left = [.. network.Nodes.Where(node => !trace.Has(node)).Select(node => node.Name)];
        Assert.Equal(["norm1", "leaky1", "norm2", "norm3", "relu3", "norm4", "conv6"], left);
        LinearObjective objective = new("last", Numbers.Uniform(network.Shapes[network["last"].Index].WithN(Batch), "r"));
        Assert.Contains("only what a training step needs", Assert.Throws<InvalidOperationException>(() => executor.Backward(trace, objective, parameters: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_batch_is_normalized_by_its_own_mean_and_variance()
    {
        // Sums are taken as the convolution writes; here they are taken again in double precision.
        Network network = new NetworkBuilder("one").AddInput("input", [1, 2, 32, 32]).Add("conv", new Convolution(16, 3) { Padding = 1 }).Add("norm", new BatchNormalization { Axis = NormalizationAxis.Column }).Build();
        Executor executor = new(network, LargeBatch, Schedulers.One);
        Tensor output = executor.Forward(ParameterSet.Initialize(network, 3), Numbers.Uniform([LargeBatch, 2, 32, 32], "pictures"), ForwardMode.Training(0, 0))["norm"];
        for (int x = 0; x < 32; x++)
        {
            double[] column = [.. Enumerable.Range(0, LargeBatch * 16 * 32).Select(i => (double)output[i / 512, i / 32 % 16, i % 32, x])];
            double mean = column.Average(), variance = column.Average(value => (value - mean) * (value - mean));
            Assert.Equal(0, mean, 1e-5);
            Assert.Equal(1, variance, 0.01);
        }
    }

    [Fact]
    public void A_large_layers_batch_equals_its_samples_one_by_one()
    {
        Network network = Large();
        ParameterSet parameters = ParameterSet.Initialize(network, 3);
        Tensor batch = Numbers.Uniform([Batch, 1, 32, 33], "pictures");
        Trace together = new Executor(network, Batch, Schedulers.One).Forward(parameters, batch);
        Executor single = new(network, 1, Schedulers.One);
        for (int n = 0; n < Batch; n++) Assert.Equal(together["large"].Slice(n, 1).ToLogical(), single.Forward(parameters, batch.Slice(n, 1))["large"].ToLogical());
    }

    [Fact]
    public void A_parameter_that_the_walk_does_not_reach_takes_the_step_of_a_gradient_of_zero()
    {
        Network network = new NetworkBuilder("two_ends").AddInput("input", [1, 4]).Add("left", new Dense(2)).Add("right", new Dense(2), "input").Build();
        ParameterSet parameters = Live(network);
        OptimizerState state = new();
        ParameterUpdate update = new(new Sgd { LearningRate = 1, Momentum = 0.5f }, state, parameters);
        Executor executor = new(network, 1, Schedulers.One);
        Tensor input = Numbers.Uniform([1, 4], "input");
        void Step(string end) => executor.BackwardAndStep(executor.Forward(parameters, input, ForwardMode.Training(0, 0)), new LinearObjective(end, Numbers.Uniform([1, 2], "r")), update);
        Step("left");
        float[] velocity = state.Tensors["velocity/left.bias"].ToLogical();
        Step("right");
        Assert.Equal(velocity.Select(one => one / 2), state.Tensors["velocity/left.bias"].ToLogical());
        Assert.Equal(2, state.Steps);
    }

    private static float[] Train(Network network, int batch, Optimizer optimizer, bool onTheWay)
    {
        ParameterSet parameters = Live(network);
        OptimizerState state = new();
        ParameterUpdate update = new(optimizer, state, parameters) { RateFactor = 0.5f };
        Executor executor = new(network, batch, Schedulers.One);
        Tensor input = Numbers.Uniform(network.Shapes[network.Inputs[0].Index].WithN(batch), "pictures");
        string output = network.Outputs[0].Name;
        LinearObjective objective = new(output, Numbers.Uniform(network.Shapes[network.Outputs[0].Index].WithN(batch), "r"));
        for (int step = 0; step < 3; step++)
        {
            Trace trace = executor.Forward(parameters, input, ForwardMode.Training(0, step), keep: onTheWay ? Retention.Step : Retention.Everything);
            if (onTheWay) executor.BackwardAndStep(trace, objective, update);
            else optimizer.Step(Schedulers.One, state, parameters, executor.Backward(trace, objective, parameters: true).Parameters, 0.5f);
        }

        return [.. parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.ToLogical()),
            .. state.Tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value.ToLogical())];
    }

    private static ParameterSet Live(Network network) =>
        ParameterSet.OverLiveTensors(ParameterSet.Initialize(network, 3).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Copy())));

    private static Network Named(string name) => name == "large" ? Large() : name == "normalized" ? Normalized() : name == "summed" ? Summed() : LeNet5.Create();

    /// <summary>Normalizations that are left to the convolutions that read them, of channels and of image columns, with a slope, with none, and with a ReLU; and others: of the network's input, read by a kernel that needs it in memory, and read twice.</summary>
    private static Network Normalized() => new NetworkBuilder("normalized").AddInput("input", [1, 2, 12, 11])
        .Add("norm0", new BatchNormalization()).Add("conv1", new Convolution(8, 3) { Padding = 1 })
        .Add("norm1", new BatchNormalization { Axis = NormalizationAxis.Column }).Add("leaky1", new LeakyRelu(0.3f)).Add("conv2", new Convolution(16, 3) { Padding = 1, Bias = false })
        .Add("norm2", new BatchNormalization()).Add("conv3", new Convolution(16, 3) { Padding = 1 })
        .Add("norm3", new BatchNormalization { Axis = NormalizationAxis.Column }).Add("relu3", new Relu()).Add("conv4", new Convolution(2, 3) { Padding = 1 })
        .Add("norm4", new BatchNormalization()).Add("relu4", new Relu()).Add("conv5", new Convolution(16, 3) { Padding = 1 })
        .Add("norm5", new BatchNormalization()).Add("conv6", new Convolution(16, 3) { Padding = 1 }).Add("sum", new Addition(), "conv6", "norm5").Add("last", new Tanh()).Build();

    /// <summary>Normalizations whose input, and whose signal, are summed up as convolutions write them where the batch is large, with and without a rectifier behind; one behind a rectifier, and one whose input two read.</summary>
    private static Network Summed() => new NetworkBuilder("summed").AddInput("input", [1, 2, 32, 32])
        .Add("conv1", new Convolution(8, 3) { Padding = 1 }).Add("norm1", new BatchNormalization { Axis = NormalizationAxis.Column }).Add("leaky1", new LeakyRelu(0.3f))
        .Add("conv2", new Convolution(16, 3) { Padding = 1 }).Add("norm2", new BatchNormalization()).Add("leaky2", new LeakyRelu(0.3f))
        .Add("conv3", new Convolution(2, 3) { Padding = 1 }).Add("norm3", new BatchNormalization { Axis = NormalizationAxis.Column }).Add("sum", new Addition(), "input", "norm3")
        .Add("conv4", new Convolution(16, 3) { Padding = 1 }).Add("norm4", new BatchNormalization { Axis = NormalizationAxis.Column })
        .Add("conv5", new Convolution(2, 3) { Padding = 1 }).Add("relu5", new Relu()).Add("norm5", new BatchNormalization())
        .Add("conv6", new Convolution(8, 3) { Padding = 1 }).Add("norm6", new BatchNormalization()).Add("twice", new Addition(), "conv6", "norm6").Build();

    /// <summary>A layer of 1,013,760 weights, which are read in place, between two small ones.</summary>
    private static Network Large() => new NetworkBuilder("large").AddInput("input", [1, 1, 32, 33])
        .Add("conv", new Convolution(1, 3) { Padding = 1 }).Add("flatten", new Flatten()).Add("large", new Dense(960)).Add("tanh", new Tanh()).Add("last", new Dense(3)).Build();
}
