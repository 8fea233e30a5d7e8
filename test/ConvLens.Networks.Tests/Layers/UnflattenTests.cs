using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Testing;

namespace ConvLens.Networks.Tests.Layers;

public sealed class UnflattenTests
{
    [Fact]
    public void Features_become_channels_rows_and_columns_in_this_order()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 24]).Add("maps", new Unflatten(2, 3, 4)).Build();
        Tensor input = Tensor.FromLogical([2, 24], [.. Enumerable.Range(0, 48)]);
        Tensor maps = new Executor(network, 2, Schedulers.One).Forward(new([]), input)["maps"];
        Assert.Equal<Shape>([2, 2, 3, 4], maps.Shape);
        Assert.Equal(24 + 12 + (2 * 4) + 3, maps[1, 1, 2, 3]);
        Assert.Equal(4 + 1, maps[0, 0, 1, 1]);
    }

    [Fact]
    public void Undoes_a_flatten()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 3, 4, 5]).Add("flatten", new Flatten()).Add("maps", new Unflatten(3, 4, 5)).Build();
        Tensor input = Numbers.Uniform([2, 3, 4, 5], "input");
        Assert.Equal(input.ToLogical(), new Executor(network, 2, Schedulers.One).Forward(new([]), input)["maps"].ToLogical());
    }
}
