using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;
using ConvLens.Testing;

namespace ConvLens.Cli.Tests;

/// <summary>Exit code 3: a file, a model or a data set cannot be used.</summary>
[Collection(CliCollection.Name)]
public sealed class BadInputTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("summary resnet99", "there is no model 'resnet99' in the zoo, expected one of lenet5, demonet, pulsenet, csinet, dualnet-mag, dualnet-abs, alexnet, vgg11, vgg11_bn, vgg13, vgg13_bn, vgg16, vgg16_bn, vgg19, vgg19_bn, resnet18, resnet34, resnet50, resnet101, resnet152, squeezenet1_0, squeezenet1_1, mobilenet_v2, densenet121, googlenet, inception_v3, unet, fcn_resnet50")]
    [InlineData("train alexnet --out @out", "there is no recipe 'alexnet', expected one of lenet5, demonet")]
    [InlineData("kernels lenet5 --weights @none --out @out", "@none: --weights needs a file, found none")]
    [InlineData("summary lenet5 --weights @none", "@none: --weights needs a file, found none")]
    [InlineData("kernels lenet5 --weights @ --out @out", "@: --weights needs a file, found a folder")]
    [InlineData("kernels lenet5 --weights @demonet.safetensors --out @out", "@demonet.safetensors: 'lenet5' needs its 10 parameters, found 2 missing ('fc3.weight' of 10×84, 'fc3.bias' of 10); 7 of another shape ('conv1.weight' is 8×1×7×7, not 6×1×5×5, 'conv1.bias' is 8, not 6, 'conv2.weight' is 16×8×5×5, not 16×6×5×5 …)")]
    [InlineData("run lenet5 --weights @lenet5.safetensors --input @none --out @out", "@none: --input needs a file, found none")]
    [InlineData("run lenet5 --weights @lenet5.safetensors --input @demonet.npy --out @out", "@demonet.npy: the network's input is N×1×28×28, found 1×1×32×32")]
    [InlineData("run lenet5 --weights @lenet5.safetensors --input input=@demonet.npy --out @out", "@demonet.npy: the network's input is N×1×28×28, found 1×1×32×32")]
    [InlineData("train lenet5 --data @ --out @out", "@: MNIST needs train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz here (or pass their folder with --data), found not all of them")]
    public async Task Unusable_input_ends_in_one_sentence(string commandLine, string sentence)
    {
        Assert.Equal(_workspace.Resolve(sentence), (await _workspace.RunAsync(commandLine)).Refused(3));
        Assert.False(Directory.Exists(_workspace["out"]));
    }

    [Theory]
    [InlineData("run", "--node conv9", "network 'lenet5' has no node 'conv9'; its nodes are input, conv1, relu1, pool1, conv2, relu2, pool2, flatten, fc1, relu3, fc2, relu4, fc3, log_softmax")]
    [InlineData("run", "--node x*", "network 'lenet5' has no node like 'x*'; its nodes are input, conv1, relu1, pool1, conv2, relu2, pool2, flatten, fc1, relu3, fc2, relu4, fc3, log_softmax")]
    [InlineData("activations", "--layer 99", "network 'lenet5' has no node '99'; its nodes are input, conv1, relu1, pool1, conv2, relu2, pool2, flatten, fc1, relu3, fc2, relu4, fc3, log_softmax")]
    [InlineData("deconv", "--layer conv9:1", "network 'lenet5' has no node 'conv9'; its nodes are input, conv1, relu1, pool1, conv2, relu2, pool2, flatten, fc1, relu3, fc2, relu4, fc3, log_softmax")]
    [InlineData("deconv", "--layer pool2:16", "node 'pool2' (max_pooling) has channels 0 to 15, found 16")]
    [InlineData("deconv", "--layer pool2:0,5,0", "unit pool2:0,5,0 does not exist in activations of 1×16×5×5")]
    [InlineData("deconv", "--layer pool2:a", "'pool2:a' is not a layer's address, expected node, node:channel or node:channel,y,x")]
    [InlineData("deconv", "--layer pool2:1,2", "'pool2:1,2' is not a layer's address, expected node, node:channel or node:channel,y,x")]
    [InlineData("deconv", "--layer pool2:-1", "'pool2:-1' is not a layer's address, expected node, node:channel or node:channel,y,x")]
    public async Task A_node_that_is_not_there_is_refused_before_anything_is_written(string command, string options, string sentence)
    {
        Assert.Equal(sentence, (await _workspace.AskAsync(command, "lenet5", $"{options} --out @out")).Refused(3));
        Assert.False(Directory.Exists(_workspace["out"]));
    }

    [Fact]
    public async Task Damaged_arrays_are_refused_with_the_files_name()
    {
        byte[] whole = File.ReadAllBytes(_workspace["lenet5.npy"]);
        async Task<string> Refusal(byte[] bytes)
        {
            File.WriteAllBytes(_workspace["bad.npy"], bytes);
            return (await _workspace.RunAsync("run lenet5 --weights @lenet5.safetensors --input @bad.npy --out @out")).Refused(3);
        }

        string[] sentences = [await Refusal([]), await Refusal("no array"u8.ToArray()), await Refusal(whole[..^1]), await Refusal([.. whole, 0]), await Refusal(whole[..20])];
        Assert.All(sentences, sentence => Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(_workspace["bad.npy"])}: .+, found .+$", sentence));
        Assert.EndsWith("the header says 1×1×28×28 float32 (3136 bytes), found 3135 bytes of data", sentences[2]);
    }

    [Fact]
    public async Task Damaged_weights_are_refused_with_the_files_name()
    {
        byte[] whole = File.ReadAllBytes(_workspace["lenet5.safetensors"]);
        foreach (byte[] bytes in (byte[][])[[], "no weights"u8.ToArray(), whole[..^4], [.. whole, 0, 0, 0, 0], whole[..100]])
        {
            File.WriteAllBytes(_workspace["bad.safetensors"], bytes);
            string sentence = (await _workspace.RunAsync("kernels lenet5 --weights @bad.safetensors --out @out")).Refused(3);
            Assert.Matches($"^{System.Text.RegularExpressions.Regex.Escape(_workspace["bad.safetensors"])}: .+, found .+$", sentence);
        }
    }

    [Fact]
    public async Task A_batch_is_refused_where_one_picture_is_looked_at()
    {
        NpyFile.Write(_workspace["two.npy"], new Tensor([2, 1, 28, 28]));
        string sentence = (await _workspace.RunAsync("activations lenet5 --weights @lenet5.safetensors --input @two.npy --out @out")).Refused(2);
        Assert.Equal("this command looks at one picture at a time, found a batch of 2", sentence);
    }

    [Fact]
    public async Task Broken_data_are_refused_with_the_files_name()
    {
        FakeMnist.Write(_workspace["data"], 20, 10);
        string images = _workspace["data/t10k-images-idx3-ubyte"], labels = _workspace["data/train-labels-idx1-ubyte"];
        byte[] whole = File.ReadAllBytes(images);
        File.WriteAllBytes(images, whole[..^10]);
        Assert.Equal($"{images}: the header says 10×28×28 bytes (7840), found 7830", (await _workspace.RunAsync("train lenet5 --data @data --out @out")).Refused(3));
        File.WriteAllBytes(images, whole);
        byte[] wrong = File.ReadAllBytes(labels);
        wrong[11] = 10;
        File.WriteAllBytes(labels, wrong);
        Assert.Equal($"{labels}: labels must be 0 to 9, found 10 at item 3", (await _workspace.RunAsync("study deconvnet --data @data --out @out")).Refused(3));
    }
}
