using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Zoo;

namespace ConvLens.Networks.Tests.Zoo;

public sealed class ModelZooTests
{
    [Fact]
    public void Lenet5_has_61706_parameters()
    {
        Network network = ModelZoo.Create("lenet5");
        int[] counts = [.. network.Nodes.Select(node => network.Parameters.Where(parameter => parameter.Name.StartsWith(node.Name + ".", StringComparison.Ordinal)).Sum(parameter => parameter.Spec.Shape.Length)).Where(count => count > 0)];
        Assert.Equal([156, 2_416, 48_120, 10_164, 850], counts);
        Assert.Equal(61_706, counts.Sum());
    }

    [Fact]
    public void Lenet5_multiplies_416520_times_for_one_digit()
    {
        Network network = ModelZoo.Create("lenet5");
        long[] products = [.. network.Nodes.Select(node => node.Layer.MultiplyAdds(network.InputShapes(node), network.Shapes[node.Index])).Where(count => count > 0)];
        // Outputs times what enters each: 28² · 6 · 25, 10² · 16 · 150, 400 · 120, 120 · 84, 84 · 10.
        Assert.Equal([117_600, 240_000, 48_000, 10_080, 840], products);
    }

    [Fact]
    public void Every_model_can_be_built_and_bears_its_name()
    {
        Assert.All(ModelZoo.Names, name => Assert.Equal(name, ModelZoo.Create(name).Name));
        Assert.Contains("lenet5", ModelZoo.Names);
        Network demo = ModelZoo.Create("demonet");
        Assert.Equal<Shape>([1, 3], demo.Shapes[demo.Outputs[0].Index]);
    }

    [Fact]
    public void An_unknown_model_is_answered_with_those_there_are()
    {
        NetworkException error = Assert.Throws<NetworkException>(() => ModelZoo.Create("vgg99"));
        Assert.StartsWith("there is no model 'vgg99' in the zoo, expected one of lenet5", error.Message, StringComparison.Ordinal);
    }
}
