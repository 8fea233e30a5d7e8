using ConvLens.Compute.Tensors;
using ConvLens.Files;
using ConvLens.Files.Safetensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Checkpoints;
using ConvLens.Testing;

namespace ConvLens.Studies.Tests.Checkpoints;

public sealed class WeightsFileTests : IDisposable
{
    private static readonly Network Network = LeNet5.Create();
    private static readonly ParameterSet Parameters = ParameterSet.Initialize(Network, 1);
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["w.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parameters_survive_bit_for_bit_and_in_order()
    {
        WeightsFile.Save(Path, Network, Parameters);
        ParameterSet found = WeightsFile.Load(Path, Network);
        Assert.Equal(Parameters.Keys, found.Keys);
        Assert.All(Parameters, pair => Assert.Equal(pair.Value.ToLogical(), found[pair.Key].ToLogical()));
        Assert.All(found.Values, tensor => Assert.True(tensor.IsFrozen));
    }

    [Fact]
    public void The_same_parameters_give_the_same_bytes()
    {
        WeightsFile.Save(Path, Network, Parameters);
        WeightsFile.Save(_folder["again"], Network, WeightsFile.Load(Path, Network));
        Assert.Equal(File.ReadAllBytes(Path), File.ReadAllBytes(_folder["again"]));
    }

    [Fact]
    public void The_file_says_whose_weights_it_holds()
    {
        WeightsFile.Save(Path, Network, Parameters);
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["model"] = "lenet5" }, SafetensorsFile.Read(Path).Metadata);
    }

    [Fact]
    public void Another_order_of_tensors_is_taken()
    {
        SafetensorsFile.Write(Path, [.. Tensors().Reverse()]);
        Assert.Equal(Parameters.Keys, WeightsFile.Load(Path, Network).Keys);
    }

    [Fact]
    public void A_missing_tensor_is_named_with_what_there_is()
    {
        SafetensorsFile.Write(Path, [.. Tensors().Where(entry => entry.Name != "fc1.bias")]);
        Refused("'lenet5' needs its 10 parameters, found 1 missing ('fc1.bias' of 120)");
        SafetensorsFile.Write(Path, [("a", new Tensor([1]))]);
        Refused("'lenet5' needs its 10 parameters, found 10 missing ('conv1.weight' of 6×1×5×5, 'conv1.bias' of 6, 'conv2.weight' of 16×6×5×5 …); 1 left over ('a')");
        SafetensorsFile.Write(Path, []);
        Refused("'lenet5' needs its 10 parameters, found no tensor at all");
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        SafetensorsFile.Write(Path, [.. Tensors().Select(entry => entry.Name == "conv2.weight" ? (entry.Name, new Tensor([16, 6, 3, 3])) : entry)]);
        Refused("'lenet5' needs its 10 parameters, found 1 of another shape ('conv2.weight' is 16×6×3×3, not 16×6×5×5)");
    }

    [Fact]
    public void A_tensor_too_many_is_named()
    {
        SafetensorsFile.Write(Path, [.. Tensors(), ("fc4.weight", new Tensor([2, 2]))]);
        Refused("'lenet5' needs its 10 parameters, found 1 left over ('fc4.weight')");
    }

    [Fact]
    public void A_file_that_is_no_safetensors_is_refused_with_its_name()
    {
        File.WriteAllText(Path, "these are no weights at all");
        Assert.StartsWith($"{Path}: ", Assert.Throws<FileFormatException>(() => WeightsFile.Load(Path, Network)).Message);
        WeightsFile.Save(Path, Network, Parameters);
        File.WriteAllBytes(Path, File.ReadAllBytes(Path)[..^1]);
        Assert.StartsWith($"{Path}: ", Assert.Throws<FileFormatException>(() => WeightsFile.Load(Path, Network)).Message);
    }

    private static IEnumerable<(string Name, Tensor Tensor)> Tensors() => Parameters.Select(pair => (pair.Key, pair.Value));

    private void Refused(string sentence) => Assert.Equal($"{Path}: {sentence}", Assert.Throws<FileFormatException>(() => WeightsFile.Load(Path, Network)).Message);
}
