using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;

namespace ConvLens.Networks.Tests.Execution;

/// <summary>Signals that nobody asks for are written over each other, and rectifiers are taken in on the way back: what is asked for has the same bits all the same.</summary>
public sealed class SharedSignalTests
{
    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach (string name in Networks.Keys)
                foreach (bool training in (bool[])[false, true]) cases.Add(name, training);
            return cases;
        }
    }

    private static IReadOnlyDictionary<string, Network> Networks { get; } = TinyNetworks.All.Values.Append(Normalized()).Append(Joins()).ToDictionary(network => network.Name, StringComparer.Ordinal);

    [Theory, MemberData(nameof(Cases))]
    public void Each_signal_has_the_bits_that_it_has_when_all_are_asked_for(string name, bool training)
    {
        Network network = Networks[name];
        IReadOnlyDictionary<string, Tensor> inputs = TinyNetworks.Inputs(network, 3);
        string last = network.Outputs[0].Name;
        LinearObjective objective = new(last, Numbers.Uniform(network.ShapesFor(3)[network.Outputs[0].Index], "weights"));
        Signals all = Walk([.. network.Nodes.Select(node => node.Name)]);
        foreach (string[] wanted in network.Nodes.Select(node => (string[])[node.Name]).Append([]).Append([network.Nodes[0].Name, last]))
        {
            Signals some = Walk(wanted);
            foreach (string node in wanted) Assert.Equal(Of(all, node), Of(some, node));
            foreach ((string parameter, Tensor gradient) in all.Parameters) Assert.Equal(gradient.ToLogical(), some.Parameters[parameter].ToLogical());
        }

        Signals Walk(string[] wanted)
        {
            Executor executor = new(network, 3, Schedulers.One);
            Trace trace = executor.Forward(TinyNetworks.Parameters(network), inputs, training ? ForwardMode.Training(1, 1) : ForwardMode.Inference, keep: Retention.Backward);
            return executor.Backward(trace, objective, wanted: wanted, parameters: true);
        }

        // Null for a node that the walk did not reach.
        static float[]? Of(Signals signals, string node)
        {
            try
            {
                return signals[node].ToLogical();
            }
            catch (NetworkException)
            {
                return null;
            }
        }
    }

    /// <summary>A rectifier of each kind behind a batch normalization, one of them seen by another reader.</summary>
    private static Network Normalized() => new NetworkBuilder("normalized")
        .AddInput("input", [1, 3, 6, 5])
        .Add("conv1", new Convolution(4, 3) { Padding = 1 }).Add("norm1", new BatchNormalization()).Add("leaky", new LeakyRelu(0.3f))
        .Add("conv2", new Convolution(4, 3) { Padding = 1 }).Add("norm2", new BatchNormalization { Axis = NormalizationAxis.Column }).Add("relu6", new Relu6())
        .Add("norm3", new BatchNormalization()).Add("relu", new Relu())
        .Add("norm4", new BatchNormalization()).Add("seen", new LeakyRelu(0.1f)).Add("sum", new Addition(), "norm4", "seen")
        .Add("norm5", new BatchNormalization()).Add("norm6", new BatchNormalization()).Add("leaky2", new LeakyRelu(0.2f)).Add("leaky3", new LeakyRelu(0.5f))
        .Build();

    /// <summary>Sums of sums: the same node twice, one that broadcasts, and one that others read before and behind.</summary>
    private static Network Joins() => new NetworkBuilder("joins")
        .AddInput("input", [1, 3, 4, 5])
        .Add("conv", new Convolution(3, 1)).Add("relu", new Relu()).Add("pooled", new GlobalAveragePooling(), "relu")
        .Add("twice", new Addition(), "relu", "relu").Add("broad", new Addition(), "pooled", "twice").Add("leaky", new LeakyRelu(0.5f)).Add("other", new LeakyRelu(0.25f), "broad")
        .Add("both", new Addition(), "leaky", "other").Add("last", new Addition(), "both", "twice", "broad")
        .Build();
}
