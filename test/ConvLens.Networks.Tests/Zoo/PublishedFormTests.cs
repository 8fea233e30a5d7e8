using System.Security.Cryptography;
using System.Text;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Zoo;

namespace ConvLens.Networks.Tests.Zoo;

/// <summary>The zoo has the parameters that published weights hold, name by name and shape by shape.</summary>
public sealed class PublishedFormTests
{
    // Trainable parameters as torchvision's documentation counts them, GoogLeNet, Inception-v3 and FCN without auxiliary classifiers; and the first digits of the SHA-256 of the sorted lines
    // "name extentxextent..." of torchvision's state_dict, without num_batches_tracked and the auxiliary classifiers.
    [Theory]
    [InlineData("alexnet", 61_100_840, "2d83d4fede09ef7f")]
    [InlineData("vgg11", 132_863_336, "e14039349bc69074")]
    [InlineData("vgg13", 133_047_848, "77cc904516b4b39c")]
    [InlineData("vgg16", 138_357_544, "32c9f6d73e86d14d")]
    [InlineData("vgg19", 143_667_240, "9192569ac3c6d31b")]
    [InlineData("vgg11_bn", 132_868_840, "eb573b2e905c2b51")]
    [InlineData("vgg13_bn", 133_053_736, "06fd4cf8f13cf5e4")]
    [InlineData("vgg16_bn", 138_365_992, "059a9c80fc508d1a")]
    [InlineData("vgg19_bn", 143_678_248, "602048a9f13c8227")]
    [InlineData("resnet18", 11_689_512, "8574a6641fbca1ee")]
    [InlineData("resnet34", 21_797_672, "d28e2b05152fe8cb")]
    [InlineData("resnet50", 25_557_032, "b45d26910a415c43")]
    [InlineData("resnet101", 44_549_160, "d885ed34fd3bb2b3")]
    [InlineData("resnet152", 60_192_808, "78a52c81b5e422e3")]
    [InlineData("squeezenet1_0", 1_248_424, "811f375b964c5a8b")]
    [InlineData("squeezenet1_1", 1_235_496, "ba491685afed3179")]
    [InlineData("mobilenet_v2", 3_504_872, "30e4fe9b6e54fa4f")]
    [InlineData("densenet121", 7_978_856, "2c41ffdd0a0cfcea")]
    [InlineData("googlenet", 6_624_904, "b8a86e36237ccac0")]
    [InlineData("inception_v3", 23_834_568, "268f5a4da7cfdf60")]
    [InlineData("fcn_resnet50", 32_957_013, "ef50e82996253929")]
    public void Torchvisions_names_and_shapes(string name, long trainable, string digits)
    {
        Network network = ModelZoo.Create(name);
        Assert.Equal(trainable, network.Parameters.Where(parameter => parameter.Spec.Trainable).Sum(parameter => (long)parameter.Spec.Shape.Length));
        string lines = string.Concat(network.Parameters.Select(parameter => $"{parameter.Name} {string.Join('x', parameter.Spec.Shape.AsEnumerable())}\n").Order(StringComparer.Ordinal));
        Assert.Equal(digits, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines)))[..16]);
    }

    [Theory]
    [InlineData("unet", 31_037_698)]
    [InlineData("pulsenet", 8_142_761)]
    public void Trainable_parameters_of_others(string name, long trainable) =>
        Assert.Equal(trainable, ModelZoo.Create(name).Parameters.Where(parameter => parameter.Spec.Trainable).Sum(parameter => (long)parameter.Spec.Shape.Length));

    // As Keras counts, running statistics included.
    [Theory]
    [InlineData("dualnet-mag", 791_985, 448)]
    [InlineData("dualnet-abs", 1_851_288, 448)]
    [InlineData("csinet", 2_103_904, 448)]
    public void All_parameters_of_keras_networks(string name, long all, long fixedOnes)
    {
        ParameterSpec[] specs = [.. ModelZoo.Create(name).Parameters.Select(parameter => parameter.Spec)];
        Assert.Equal((all, fixedOnes), (specs.Sum(spec => (long)spec.Shape.Length), specs.Where(spec => !spec.Trainable).Sum(spec => (long)spec.Shape.Length)));
    }

    [Fact]
    public void Dualnet_has_the_layers_that_keras_lists()
    {
        string[] names = [.. ModelZoo.Create("dualnet-mag").Nodes.Select(node => node.Name)];
        Assert.Equal(33, names.Length);
        Assert.Equal(["conv2d_1", "batch_normalization_1", "leaky_re_lu_1", "reshape_1", "dense_1", "dense_2", "reshape_2", "concatenate_1", "reshape_3", "conv2d_2"], names[2..12]);
        Assert.Equal(["conv2d_7", "batch_normalization_7", "add_2", "leaky_re_lu_7", "conv2d_8", "sigmoid"], names[^6..]);
    }

    [Theory]
    [InlineData("alexnet", 100, 131)]
    [InlineData("vgg11_bn", 50, 40)]
    [InlineData("inception_v3", 75, 90)]
    public void Pictures_may_have_another_size(string name, int rows, int columns)
    {
        Network network = ModelZoo.Find(name).Create(new(rows, columns));
        Assert.Equal<Shape>([1, 1000], network.Shapes[network.Outputs[0].Index]);
        Assert.Equal(ModelZoo.Create(name).Parameters.Select(parameter => parameter.Spec.Shape), network.Parameters.Select(parameter => parameter.Spec.Shape));
    }

    [Fact]
    public void Segmentation_gives_back_the_size_of_the_picture()
    {
        Assert.All(new[] { "unet", "fcn_resnet50" }, name =>
        {
            Network network = ModelZoo.Find(name).Create(new(45, 70));
            Shape output = network.Shapes[network.Outputs[0].Index];
            Assert.Equal((45, 70), (output.H, output.W));
        });
    }

    [Fact]
    public void A_picture_too_small_is_refused_at_the_node_where_it_ends() =>
        Assert.StartsWith("node 'maxpool2'", Assert.Throws<NetworkException>(() => ModelZoo.Find("inception_v3").Create(new(20, 20))).Message, StringComparison.Ordinal);
}
