using ConvLens.Compute.Tensors;
using ConvLens.Files.Weights;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Parameters;
using ConvLens.Testing.Networks;

namespace ConvLens.Files.Tests.Weights;

public sealed class WeightMatchingTests
{
    private static readonly Network Network = TinyNetworks.Chain();
    private static readonly ParameterSet Parameters = ParameterSet.Initialize(Network, 3);

    [Theory]
    [InlineData(""), InlineData("module."), InlineData("model."), InlineData("module.model."), InlineData("net.backbone.")]
    public void Names_fit_exactly_or_behind_one_prefix(string prefix)
    {
        ParameterSet found = Fit(name => prefix + name);
        Assert.Equal(Network.Parameters.Select(parameter => parameter.Name), found.Keys);
        Assert.All(Parameters, pair => Assert.Same(pair.Value, found[pair.Key]));
    }

    [Fact]
    public void Wrappers_inside_names_are_passed_over() => Assert.Same(Parameters["conv1.weight"], Fit(name => name.StartsWith("conv1", StringComparison.Ordinal) ? name.Replace("conv1", "a.conv1.module", StringComparison.Ordinal) : $"a.{name}")["conv1.weight"]);

    [Fact]
    public void Counts_of_batches_are_ignored()
    {
        Dictionary<string, Tensor> tensors = Named(name => $"module.{name}");
        tensors["module.norm.num_batches_tracked"] = new([1]);
        Assert.Equal(Parameters.Count, WeightMatching.Fit("w", Network, tensors).Count);
    }

    [Fact]
    public void Parts_that_the_network_leaves_aside_are_ignored()
    {
        Network network = new NetworkBuilder("n").LeaveAside("aux1").AddInput("input", [1, 3]).Add("fc", new Dense(2)).Build();
        Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal) { ["module.fc.weight"] = new([2, 3]), ["module.fc.bias"] = new([2]), ["module.aux1.fc.bias"] = new([5]) };
        Assert.Equal(["fc.weight", "fc.bias"], WeightMatching.Fit("w", network, tensors).Keys);
        tensors["module.aux10.fc.bias"] = new([5]);
        Assert.Equal("w: 'n' needs its 2 parameters, found 1 left over ('module.aux10.fc.bias')", Assert.Throws<FileFormatException>(() => WeightMatching.Fit("w", network, tensors)).Message);
    }

    [Fact]
    public void Names_of_the_first_published_densenets_are_understood()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 3, 4, 4])
            .Add("features.norm0", new BatchNormalization())
            .Add("features.denseblock1.denselayer12.norm1", new BatchNormalization())
            .Add("features.denseblock1.denselayer12.conv2", new Convolution(2, 1))
            .Build();
        ParameterSet parameters = ParameterSet.Initialize(network, 0);
        string Old(string name) => $"module.{name.Replace("12.norm1", "12.norm.1", StringComparison.Ordinal).Replace("12.conv2", "12.conv.2", StringComparison.Ordinal)}";
        ParameterSet found = WeightMatching.Fit("w", network, parameters.ToDictionary(pair => Old(pair.Key), pair => pair.Value, StringComparer.Ordinal));
        Assert.All(parameters, pair => Assert.Same(pair.Value, found[pair.Key]));
    }

    [Fact]
    public void What_does_not_fit_is_listed_shortened()
    {
        Dictionary<string, Tensor> tensors = Named(name => name);
        tensors.Remove("fc1.bias");
        tensors["conv1.bias"] = new([4]);
        foreach (int i in Enumerable.Range(0, 5)) tensors[$"extra{i}"] = new([1]);
        Assert.Equal(
            "w: 'chain' needs its 4 parameters, found 1 missing ('fc1.bias' of 4); 1 of another shape ('conv1.bias' is 4, not 3); 5 left over ('extra0', 'extra1', 'extra2' …)", Refusal(tensors));
        Assert.Equal("w: 'chain' needs its 4 parameters, found no tensor at all", Refusal([]));
    }

    [Fact]
    public void Two_sets_of_weights_are_not_guessed_between()
    {
        Dictionary<string, Tensor> tensors = Named(name => $"a.{name}");
        foreach ((string name, Tensor tensor) in Named(name => $"b.{name}")) tensors[name] = tensor;
        Assert.Equal("w: 'chain' needs its 4 parameters, found 4 left over ('b.conv1.weight', 'b.conv1.bias', 'b.fc1.weight' …)", Refusal(tensors));
    }

    private static ParameterSet Fit(Func<string, string> rename) => WeightMatching.Fit("w", Network, Named(rename));

    private static Dictionary<string, Tensor> Named(Func<string, string> rename) => Parameters.ToDictionary(pair => rename(pair.Key), pair => pair.Value, StringComparer.Ordinal);

    private static string Refusal(Dictionary<string, Tensor> tensors) => Assert.Throws<FileFormatException>(() => WeightMatching.Fit("w", Network, tensors)).Message;
}
