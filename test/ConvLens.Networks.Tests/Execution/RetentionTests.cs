using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Execution;

/// <summary>Whatever a pass keeps, what it keeps has the same bits; and passes that ask for what the last one asked for take no memory.</summary>
public sealed class RetentionTests
{
    private static readonly Dictionary<string, Network> Networks = TinyNetworks.All.Values.Append(LeNet5.Create()).Append(Fire()).ToDictionary(network => network.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_node_has_the_same_bits_whatever_is_kept(string name)
    {
        (Network network, ParameterSet parameters, Dictionary<string, Tensor> inputs) = Example(name);
        Executor full = new(network, 2, Schedulers.One), asked = new(network, 2, Schedulers.One);
        Trace everything = full.Forward(parameters, inputs);
        foreach (Node node in network.Nodes)
        {
            // Poisons memory that is used again.
            asked.Forward(parameters, inputs.ToDictionary(pair => pair.Key, pair => Numbers.Uniform(pair.Value.Shape, "other"), StringComparer.Ordinal), until: [node.Name], keep: Retention.Asked);
            Trace trace = asked.Forward(parameters, inputs, until: [node.Name], keep: Retention.Asked);
            Assert.Equal(everything[node].ToLogical(), trace[node].ToLogical());
        }

        Trace outputs = asked.Forward(parameters, inputs, keep: Retention.Asked);
        foreach (Node node in network.Outputs) Assert.Equal(everything[node].ToLogical(), outputs[node].ToLogical());
    }

    [Fact]
    public void Dropout_in_the_memory_of_its_input_gives_the_same_bits_and_holds_that_memory_as_long_as_it_is_read()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 5, 6, 6]).Add("conv", new Convolution(5, 3) { Padding = 1 })
            .Add("drop", new Dropout(0.25f)).Add("again", new Dropout(0.5f)).Add("next", new Convolution(5, 3) { Padding = 1 }).Add("later", new Convolution(5, 3) { Padding = 1 })
            .Add("sum", new Addition(), "again", "later").Build();
        ParameterSet parameters = TinyNetworks.Parameters(network);
        Tensor input = Numbers.Uniform([2, 5, 6, 6], "input");
        foreach (ForwardMode mode in (ForwardMode[])[ForwardMode.Inference, ForwardMode.Training(1, 2)])
            foreach (string[] until in (string[][])[["sum"], ["again"], ["drop", "sum"], ["conv", "again"], ["later"]])
            {
                Trace everything = new Executor(network, 2, Schedulers.One).Forward(parameters, input, mode), trace = new Executor(network, 2, Schedulers.One).Forward(parameters, input, mode, until, Retention.Asked);
                foreach (string node in until) Assert.Equal(everything[node].ToLogical(), trace[node].ToLogical());
            }
    }

    [Fact]
    public void A_trace_of_what_was_asked_for_has_nothing_else_and_no_way_back()
    {
        (Network network, ParameterSet parameters, Dictionary<string, Tensor> inputs) = Example(LeNet5.Name);
        Executor executor = new(network, 2, Schedulers.One);
        Trace trace = executor.Forward(parameters, inputs, until: ["pool2"], keep: Retention.Asked);
        Assert.Equal("the trace of network 'lenet5' did not keep node 'relu1' (relu)", Assert.Throws<NetworkException>(() => trace["relu1"]).Message);
        Assert.Contains("Retention.Backward", Assert.Throws<InvalidOperationException>(() => executor.Backward(trace, new LinearObjective("pool2", trace["pool2"].Copy()))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => trace.Switches(network["pool2"]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pass_like_the_last_one_takes_no_memory(string name)
    {
        (Network network, ParameterSet parameters, Dictionary<string, Tensor> inputs) = Example(name);
        Node output = network.Outputs[0];
        foreach (Retention keep in Enum.GetValues<Retention>())
        {
            Executor executor = new(network, 2, Schedulers.One);
            LinearObjective objective = new(output.Name, Numbers.Uniform(network.ShapesFor(2)[output.Index], "weights"));
            ParameterSet live = ParameterSet.OverLiveTensors(parameters.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Copy())));
            ParameterUpdate update = new(new Sgd { LearningRate = 1e-3f }, new(), live);
            long step = 0;
            Assert.Equal(0, BytesTakenBy(() =>
            {
                Trace trace = executor.Forward(live, inputs, ForwardMode.Training(0, step++), keep: keep);
                if (keep == Retention.Step) executor.BackwardAndStep(trace, objective, update);
                else if (keep != Retention.Asked) executor.Backward(trace, objective, parameters: true);
            }));
            Assert.Equal(0, BytesTakenBy(() =>
            {
                Trace trace = executor.Forward(parameters, inputs, keep: keep);
                if (keep is not Retention.Asked and not Retention.Step) executor.Backward(trace, objective);
            }));
        }
    }

    /// <summary>Concatenations, some of whose parts can be written right into them: by wide and by Winograd's convolution, with and without a rectifier; others not: a narrow convolution's, one that has two readers, and one that is joined twice.</summary>
    private static Network Fire() => new NetworkBuilder("fire")
        .AddInput("input", [1, 3, 16, 16])
        .Add("stem", new Convolution(32, 3) { Padding = 1 })
        .Add("left", new Convolution(40, 1), "stem")
        .Add("left_relu", new Relu())
        .Add("right", new Convolution(24, 3) { Padding = 1 }, "stem")
        .Add("narrow", new Convolution(5, 1), "stem")
        .Add("join", new Concatenation(), "narrow", "left_relu", "right")
        .Add("twice", new Convolution(32, 1), "join")
        .Add("plain", new Convolution(24, 1), "join")
        .Add("pool", new MaxPooling(2), "twice")
        .Add("join2", new Concatenation(), "plain", "twice")
        .Add("mean", new GlobalAveragePooling())
        .Add("doubled", new Convolution(24, 1), "pool")
        .Add("join3", new Concatenation(), "doubled", "doubled")
        .Build("mean", "join3");

    private static long BytesTakenBy(Action pass)
    {
        for (int i = 0; i < 3; i++) pass();
        // The least of a few: what a pass itself takes it takes each time. Counted over all five, lenet5 took up to 6 KB in 6 of 24 runs of these tests, and with tiered compilation off in 1 of 54; why was not found.
        long least = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            pass();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static (Network Network, ParameterSet Parameters, Dictionary<string, Tensor> Inputs) Example(string name)
    {
        Network network = Networks[name];
        return (network, TinyNetworks.Parameters(network), network.Inputs.ToDictionary(node => node.Name, node => Numbers.Uniform(network.Shapes[node.Index].WithN(2), node.Name), StringComparer.Ordinal));
    }
}
