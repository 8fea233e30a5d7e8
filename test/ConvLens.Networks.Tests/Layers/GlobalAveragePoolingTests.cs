using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Networks.Tests.Layers;

public sealed class GlobalAveragePoolingTests
{
    [Fact]
    public void Every_map_becomes_its_mean()
    {
        Tensor input = Tensor.FromLogical([2, 2, 2, 3], [.. Enumerable.Range(0, 24)]);
        Tensor means = Run(input);
        Assert.Equal<Shape>([2, 2, 1, 1], means.Shape);
        Assert.Equal([2.5f, 8.5f, 14.5f, 20.5f], means.ToLogical());
    }

    [Fact]
    public void Large_maps_lose_no_accuracy()
    {
        // 40,000 numbers in [0, 1]: partial sums of 512 keep the error at some 2⁻²⁴ · √512; one long sum would be off ten times as far.
        Tensor input = Numbers.Uniform([1, 3, 200, 200], "input", 0, 1);
        Tolerance.AssertClose(PoolingTwin.GlobalAverage(TwinArray.Of(input)), Run(input), 2e-6);
        input = Numbers.Uniform([1, 21, 200, 200], "input", 0, 1);
        Tolerance.AssertClose(PoolingTwin.GlobalAverage(TwinArray.Of(input)), Run(input), 2e-6);
    }

    [Fact]
    public void Every_tail_of_channels_becomes_its_means()
    {
        for (int channels = 1; channels <= 147; channels++)
        {
            Tensor input = Numbers.Uniform([2, channels, 3, 2], "input");
            Tolerance.AssertClose(PoolingTwin.GlobalAverage(TwinArray.Of(input)), Run(input), 1e-6);
        }
    }

    [Fact]
    public void Every_scheduler_gives_the_same_bits() =>
        Schedulers.AssertSameBits(scheduler => Run(Numbers.Uniform([2, 19, 40, 30], "input"), scheduler).ToLogical());

    private static Tensor Run(Tensor input, Scheduler? scheduler = null)
    {
        Network network = new NetworkBuilder("n").AddInput("input", input.Shape.WithN(1)).Add("means", new GlobalAveragePooling()).Build();
        return new Executor(network, input.Shape.N, scheduler ?? Schedulers.One).Forward(new([]), input)["means"];
    }
}
