using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;

namespace ConvLens.Networks.Tests.Layers;

public sealed class DropoutTests
{
    private static readonly Network Network = new NetworkBuilder("n").AddInput("input", [1, 400]).Add("drop", new Dropout(0.25f)).Add("again", new Dropout(0.25f), "input").Build("drop", "again");
    private static readonly ParameterSet None = new([]);

    [Fact]
    public void Inference_passes_everything_on() => Assert.All(Run(ForwardMode.Inference, "drop"), value => Assert.Equal(1, value));

    [Fact]
    public void Training_zeroes_a_share_and_scales_the_rest()
    {
        float[] values = Run(ForwardMode.Training(1, 1), "drop");
        Assert.All(values, value => Assert.True(value == 0 || value == 1 / 0.75f));
        // Binomial with 800 numbers: standard deviation 12.2; five of them.
        Assert.InRange(values.Count(value => value == 0), 200 - 61, 200 + 61);
    }

    [Fact]
    public void Masks_follow_from_seed_step_and_node_alone()
    {
        float[] mask = Run(ForwardMode.Training(1, 1), "drop");
        Assert.Equal(mask, Run(ForwardMode.Training(1, 1), "drop"));
        Assert.NotEqual(mask, Run(ForwardMode.Training(2, 1), "drop"));
        Assert.NotEqual(mask, Run(ForwardMode.Training(1, 2), "drop"));
        Assert.NotEqual(mask, Run(ForwardMode.Training(1, 1), "again"));
    }

    private static float[] Run(ForwardMode mode, string node)
    {
        Tensor ones = new([2, 400]);
        ones.Span.Fill(1);
        return new Executor(Network, 2, Schedulers.One).Forward(None, ones, mode)[node].ToLogical();
    }
}
