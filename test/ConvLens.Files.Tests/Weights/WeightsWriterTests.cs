using ConvLens.Files.Weights;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;

namespace ConvLens.Files.Tests.Weights;

public sealed class WeightsWriterTests : IDisposable
{
    private static readonly Network Network = LeNet5.Create();
    private static readonly ParameterSet Parameters = ParameterSet.Initialize(Network, 3);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("w.safetensors", "safetensors"), InlineData("w.pth", "PyTorch's .pth"), InlineData("w.PT", "PyTorch's .pth"), InlineData("w.npz", "NumPy's .npz"), InlineData("w.h5", "Keras' .h5"), InlineData("w.hdf5", "Keras' .h5")]
    public void The_ending_decides_and_the_same_bits_come_back(string name, string format)
    {
        WeightsWriter.Write(_folder[name], Network, Parameters);
        using (FileStream stream = File.OpenRead(_folder[name]))
        {
            WeightsCandidate file = new(stream, name);
            Assert.Equal(format, WeightsFormat.All.First(known => known.Recognizes(file)).Name);
        }

        ParameterSet found = WeightsReader.Read(_folder[name], Network);
        Assert.Equal(Parameters.Keys, found.Keys);
        Assert.All(Parameters, pair => Assert.Equal(pair.Value.ToLogical(), found[pair.Key].ToLogical()));
    }

    [Theory]
    [InlineData("w.bin", "'.bin'"), InlineData("w", "no ending")]
    public void Other_endings_are_refused(string name, string found)
    {
        string path = _folder[name];
        Assert.Equal($"{path}: weights are written to files that end in .safetensors, .pth, .pt, .npz, .h5, .hdf5, found {found}", Assert.Throws<FileFormatException>(() => WeightsWriter.Write(path, Network, Parameters)).Message);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Parameters_of_another_network_are_refused() =>
        Assert.Throws<NetworkException>(() => WeightsWriter.Write(_folder["w.npz"], Network, new(Parameters.Skip(1))));
}
