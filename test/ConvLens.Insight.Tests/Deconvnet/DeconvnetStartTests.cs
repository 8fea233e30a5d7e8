using ConvLens.Compute.Tensors;
using ConvLens.Insight.Deconvnet;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;

namespace ConvLens.Insight.Tests.Deconvnet;

public sealed class DeconvnetStartTests
{
    [Theory]
    [InlineData(DeconvnetStart.Map)]
    [InlineData(DeconvnetStart.Peak)]
    public void A_position_makes_it_one_unit_and_the_record_says_so(DeconvnetStart asked)
    {
        Network network = LeNet5.Create();
        Tensor input = Numbers.Uniform([1, 1, 28, 28], "input", 0, 1);
        DeconvnetProjector projector = new(network, ParameterSet.Initialize(network, 1), Schedulers.One);
        DeconvnetProjection projection = projector.Project(input, UnitAddress.Parse("pool2:7,1,2"), asked);
        Assert.Equal(DeconvnetStart.Unit, projection.Start);
        Assert.Equal([(1, 2)], projection.Peaks);
        Assert.Equal(asked, projector.Project(input, UnitAddress.Parse("pool2:7"), asked).Start);
    }
}
