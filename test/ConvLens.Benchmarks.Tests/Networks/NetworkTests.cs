using ConvLens.Benchmarks.Jobs;
using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Tensors;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Zoo;

namespace ConvLens.Benchmarks.Tests.Networks;

/// <summary>The networks are the ones their names promise: parameters as published, multiply-adds as counted over the layers of torchvision's networks.</summary>
public sealed class NetworkTests
{
    private static readonly Dictionary<string, (Network Network, Shape Output, long Parameters)> Networks = new(StringComparer.Ordinal)
    {
        ["VGG-16 features"] = (Vgg16Features.Create(), [1, 512, 7, 7], 14_714_688),
        // torchvision's 6,624,904, 25,557,032 and 3,504,872 hold two numbers of batch normalization for each output of a convolution; folded, one is left, the bias.
        ["GoogLeNet"] = (FoldedGoogLeNet.Create(), [1, 1000], 6_624_904 - 7_280),
        ["ResNet-50"] = (FoldedResNet50.Create(), [1, 1000], 25_557_032 - 26_560),
        ["MobileNet-v2"] = (FoldedMobileNetV2.Create(), [1, 1000], 3_504_872 - 17_056),
        ["LeNet-5"] = (LeNet5.Create(), [1, 10], 61_706),
        ["pulse 100"] = (PulseNet.Create(100, 20), [1, 3], 8_142_761),
        ["DualNet-MAG 32"] = (DualNet.CreateMagnitude(32, 384), [1, 1, 32, 32], 791_985),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Have_their_output_and_number_of_parameters(string name)
    {
        (Network network, Shape output, long parameters) = Networks[name];
        Assert.Equal(output, network.Shapes[network.Outputs[0].Index]);
        Assert.Equal(parameters, network.Parameters.Sum(parameter => (long)parameter.Spec.Shape.Length));
    }

    [Fact]
    public void The_large_networks_have_the_parameters_of_the_table()
    {
        Assert.InRange(PulseNet.Create(500, 25).Parameters.Sum(parameter => (double)parameter.Spec.Shape.Length), 213e6, 214e6);
        Assert.InRange(DualNet.CreateMagnitude(128, 6144).Parameters.Sum(parameter => (double)parameter.Spec.Shape.Length), 201e6, 202e6);
    }

    [Theory]
    [InlineData("VGG-16 features", 15_346_630_656)]
    [InlineData("GoogLeNet", 1_498_376_192)]
    [InlineData("ResNet-50", 4_089_184_256)]
    [InlineData("MobileNet-v2", 300_774_272)]
    public void Take_the_multiply_adds_that_pytorchs_take(string name, double multiplyAdds) => Assert.Equal(multiplyAdds, PassWork.Forward(Networks[name].Network));

    [Fact]
    public void Every_job_has_its_own_name() => Assert.Equal(JobBook.Jobs.Count, JobBook.Jobs.Select(job => job.Name).Distinct(StringComparer.Ordinal).Count());
}
