using System.Text.Json;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;
using ConvLens.Files.Onnx;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Checkpoints;

namespace ConvLens.Cli.Tests.Commands;

/// <summary>MODEL as a file: whatever a command says of a network of the zoo with its weights, it says of the same network in a file.</summary>
[Collection(CliCollection.Name)]
public sealed class ModelFileTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public ModelFileTests() => OnnxWriter.Write(_workspace["lenet.onnx"], LeNet5.Create(), Workspace.Parameters(LeNet5.Name));

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Run_computes_the_same()
    {
        (await _workspace.RunAsync("run lenet5 --weights @lenet5.safetensors --input @lenet5.npy --out @zoo")).Quiet();
        JsonElement record = (await _workspace.RunAsync("run @lenet.onnx --input @lenet5.npy --out @file --json")).Quiet().Json;
        string output = record.GetProperty("outputs")[0].GetProperty("file").GetString()!;
        Tensor expected = NpyFile.Read(_workspace["zoo/log_softmax.npy"]), found = NpyFile.Read(_workspace[$"file/{output}"]);
        Assert.All(expected.ToLogical().Zip(found.ToLogical()), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.EndsWith("lenet.onnx", record.GetProperty("options").GetProperty("model").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_takes_it()
    {
        JsonElement summary = (await _workspace.RunAsync("summary @lenet.onnx --json")).Quiet().Json;
        Assert.Equal(61_706, summary.GetProperty("totals").GetProperty("parameters").GetInt32());
        string pool = summary.GetProperty("nodes").EnumerateArray().Last(node => node.GetProperty("kind").GetString() == "max_pooling").GetProperty("name").GetString()!;
        (await _workspace.RunAsync($"deconv @lenet.onnx --input @lenet5.npy --layer {pool}:3 --out @d")).Quiet();
        (await _workspace.RunAsync($"activations @lenet.onnx --input @lenet5.npy --layer {pool} --out @a")).Quiet();
        (await _workspace.RunAsync("kernels @lenet.onnx --layer conv1 --out @k")).Quiet();
        (await _workspace.RunAsync("bench @lenet.onnx --runs 2")).Quiet();
    }

    [Theory]
    [InlineData("run @lenet5.safetensors --input @lenet5.npy --out @x", 3, "@lenet5.safetensors: a model is ONNX or Keras' .h5 with its configuration, found a .safetensors, which holds weights alone: name a network of the zoo and pass the file with --weights")]
    [InlineData("run @lenet5.npy --input @lenet5.npy --out @x", 3, "@lenet5.npy: a model is ONNX or Keras' .h5 with its configuration, found a .npy, which holds weights alone: name a network of the zoo and pass the file with --weights")]
    [InlineData("run @missing.onnx --input @lenet5.npy --out @x", 3, "@missing.onnx: MODEL needs a file, found none")]
    [InlineData("summary @lenet.onnx --shape 1,1", 3, "lenet.onnx: node")]
    [InlineData("summary @lenet.onnx --shape x=1,1,28,28", 3, "an input whose shape is given must be one of 'input'")]
    [InlineData("summary @lenet.onnx --shape 0,1,28,28", 2, "--shape must be whole numbers of at least 1 as in 1,3,224,224, found 0,1,28,28")]
    [InlineData("summary lenet5 --shape 1,3,28,28", 2, "--shape of 'lenet5' must be N,1,ROWS,COLUMNS")]
    [InlineData("run lenet5 --input @lenet5.npy --out @x", 2, "'--weights' is required for networks of the zoo")]
    public async Task What_is_no_model_is_told_so(string commandLine, int code, string sentence)
    {
        string found = (await _workspace.RunAsync(commandLine)).Refused(code);
        Assert.Contains(_workspace.Resolve(sentence), found);
    }

    [Theory]
    [InlineData("w.safetensors"), InlineData("w.pth"), InlineData("w.npz"), InlineData("w.h5")]
    public async Task Converted_weights_are_the_same_bits(string file)
    {
        Assert.Equal(_workspace[$"out/{file}"], (await _workspace.RunAsync($"convert lenet5 --weights @lenet5.safetensors --out @out/{file}")).Quiet().Output.Trim());
        ParameterSet expected = Workspace.Parameters(LeNet5.Name), found = WeightsFile.Load(_workspace[$"out/{file}"], LeNet5.Create());
        Assert.All(expected, pair => Assert.Equal(pair.Value.ToLogical(), found[pair.Key].ToLogical()));
    }

    [Fact]
    public async Task A_converted_model_computes_the_same()
    {
        (await _workspace.RunAsync("convert lenet5 --weights @lenet5.safetensors --out @out/m.onnx")).Quiet();
        OnnxModel model = OnnxModel.Load(_workspace["out/m.onnx"]);
        Assert.Equal(Workspace.Parameters(LeNet5.Name)["conv1.weight"].ToLogical(), model.Parameters["conv1.weight"].ToLogical());
        Assert.Contains("--out must end in .onnx, .safetensors", (await _workspace.RunAsync("convert lenet5 --weights @lenet5.safetensors --out @x.txt")).Refused(2));
        Assert.Contains("--out must name a file to write, found the folder", (await _workspace.RunAsync("convert lenet5 --weights @lenet5.safetensors --out @out")).Refused(2));
    }

    [Fact]
    public async Task A_network_of_the_zoo_takes_pictures_of_another_size()
    {
        JsonElement summary = (await _workspace.RunAsync("summary resnet18 --shape 1,3,96,128 --json")).Quiet().Json;
        Assert.Equal([1, 3, 96, 128], summary.GetProperty("nodes")[0].GetProperty("outputShape").EnumerateArray().Select(extent => extent.GetInt32()));
    }
}
