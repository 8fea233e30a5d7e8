using System.Text;
using System.Text.Json;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Cli.Tests.Commands;

/// <summary>The commands that ask a network something: summary, run, activations, kernels, deconv.</summary>
[Collection(CliCollection.Name)]
public sealed class QuestionTests : IDisposable
{
    private static readonly Network LeNet = LeNet5.Create();
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Summary_counts_lenet5_as_a_table_and_as_JSON()
    {
        string table = (await _workspace.RunAsync("summary lenet5")).Quiet().Output;
        Assert.All((string[])["conv1", "1×6×28×28", "61,706", "416,520", "16×16"], text => Assert.Contains(text, table));
        JsonElement json = (await _workspace.RunAsync("summary lenet5 --json")).Quiet().Json;
        Assert.Equal(["model", "nodes", "kinds", "totals", "version"], json.EnumerateObject().Select(pair => pair.Name));
        Assert.Equal(61_706, json.GetProperty("totals").GetProperty("parameters").GetInt32());
        Assert.Equal(416_520, json.GetProperty("totals").GetProperty("multiplyAdds").GetInt32());
        JsonElement pool = json.GetProperty("nodes")[3];
        Assert.Equal("""{"name":"pool1","kind":"max_pooling","inputs":["relu1"],"outputShape":[1,6,14,14],"parameters":0,"trainableParameters":0,"trainable":false,"parameterShare":0,"multiplyAdds":0,"multiplyAddShare":0,"receptiveField":[6,6]}""", JsonSerializer.Serialize(pool, PlainJson));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("nodes")[8].GetProperty("receptiveField").ValueKind);
        Assert.Equal((true, 48_120 / 61_706.0), (json.GetProperty("nodes")[8].GetProperty("trainable").GetBoolean(), json.GetProperty("nodes")[8].GetProperty("parameterShare").GetDouble()));
        Assert.Equal(14, json.GetProperty("kinds").EnumerateArray().Sum(kind => kind.GetProperty("nodes").GetInt32()));
    }

    [Fact]
    public async Task Summary_writes_a_page_with_the_graph_where_it_is_asked_to()
    {
        (await _workspace.RunAsync("summary lenet5 --out @out")).Quiet();
        SortedDictionary<string, byte[]> files = _workspace.Contents("out");
        Assert.Equal(["graph.json", "graph.svg", "summary.html", "summary.json"], files.Keys);
        Assert.Contains("log_softmax", Encoding.UTF8.GetString(files["graph.svg"]));
    }

    [Fact]
    public async Task Published_weights_are_for_models_that_have_some() =>
        Assert.Equal("--weights auto needs a model with published weights, found 'lenet5', which has none; pass a file", (await _workspace.RunAsync("summary lenet5 --weights auto")).Refused(2));

    [Fact]
    public async Task Summary_checks_weights_where_they_are_given()
    {
        (await _workspace.RunAsync("summary lenet5 --weights @lenet5.safetensors")).Quiet();
        (await _workspace.RunAsync("summary demonet --weights @lenet5.safetensors")).Refused(3);
    }

    [Theory]
    [InlineData("forward", 2)]
    [InlineData("input-gradient", 4)]
    [InlineData("training", 6)]
    public async Task Bench_times_every_pass(string pass, double factor)
    {
        JsonElement json = (await _workspace.RunAsync($"bench lenet5 --pass {pass} --batch 3 --runs 4 --threads 1 --json")).Quiet().Json;
        Assert.Equal(["model", "pass", "batch", "threads", "laneBits", "runs", "medianSeconds", "minSeconds", "maxSeconds", "gflops", "version"], json.EnumerateObject().Select(pair => pair.Name));
        Assert.Equal((pass, 3, 1, 4), (json.GetProperty("pass").GetString(), json.GetProperty("batch").GetInt32(), json.GetProperty("threads").GetInt32(), json.GetProperty("runs").GetInt32()));
        double median = json.GetProperty("medianSeconds").GetDouble(), multiplyAdds = json.GetProperty("gflops").GetDouble() * median / 2e-9;
        Assert.InRange(median, json.GetProperty("minSeconds").GetDouble(), json.GetProperty("maxSeconds").GetDouble());
        // Training needs no gradient to the pixels.
        Assert.Equal((factor / 2 * 3 * 416_520) - (pass == "training" ? 3 * 117_600 : 0), multiplyAdds, 1);
        Assert.Matches(@"^lenet5, \w+(-\w+)?, batch 1, 1 thread, \d+-bit lanes: [\d.]+ ms, [\d.]+ GFLOP/s \(median of 4 runs, [\d.]+ to [\d.]+ ms\)", (await _workspace.RunAsync($"bench lenet5 --pass {pass} --runs 4 --threads 1")).Quiet().Output);
    }

    [Theory]
    [InlineData("lenet5")]
    [InlineData("demonet")]
    public async Task Run_writes_what_the_twin_computes_at_every_node(string model)
    {
        CommandResult result = (await _workspace.AskAsync("run", model, "--node * --out @out --json")).Quiet();
        Network network = ModelZoo.Create(model);
        Tensor picture = Workspace.Picture(model);
        IReadOnlyDictionary<string, TwinArray> twin = new TwinNetwork(network).Forward(
            Workspace.Parameters(model).ToDictionary(pair => pair.Key, pair => TwinArray.Of(pair.Value)), new Dictionary<string, TwinArray> { ["input"] = TwinArray.Of(picture) });
        Assert.All(network.Nodes, node => Tolerance.AssertClose(twin[node.Name], NpyFile.Read(_workspace[$"out/nodes/{node.Name}.npy"]), 1e-6));
        Assert.Equal(File.ReadAllBytes(_workspace["out/nodes/log_softmax.npy"]), File.ReadAllBytes(_workspace["out/log_softmax.npy"]));
        Assert.Equal(network.Nodes.Count + 2, _workspace.Contents("out").Count);
        Assert.Equal(["command", "model", "seed", "options", "version", "outputs", "nodes"], result.Json.EnumerateObject().Select(pair => pair.Name));
        Assert.Equal(result.Output, File.ReadAllText(_workspace["out/run.json"]));
    }

    [Fact]
    public async Task Run_writes_only_the_output_unless_asked_and_names_its_files()
    {
        CommandResult result = (await _workspace.AskAsync("run", "lenet5", "--out @out/")).Quiet();
        Assert.Equal(["log_softmax.npy", "run.json"], _workspace.Contents("out").Keys);
        Assert.Equal(_workspace["out/log_softmax.npy"], result.Output.TrimEnd());
        (await _workspace.AskAsync("run", "lenet5", "--out @some --node pool? --node 1 --node conv1")).Quiet();
        Assert.Equal(["log_softmax.npy", "nodes/conv1.npy", "nodes/pool1.npy", "nodes/pool2.npy", "run.json"], _workspace.Contents("some").Keys);
    }

    [Fact]
    public async Task Run_takes_batches_a_missing_batch_axis_and_a_named_input()
    {
        Tensor batch = Numbers.Uniform([3, 1, 28, 28], "batch", 0, 1);
        NpyFile.Write(_workspace["batch.npy"], batch);
        NpyFile.Write(_workspace["second.npy"], [1, 28, 28], batch.Slice(1, 1).ToLogical());
        (await _workspace.RunAsync("run lenet5 --weights @lenet5.safetensors --input @batch.npy --out @together")).Quiet();
        (await _workspace.RunAsync("run lenet5 --weights @lenet5.safetensors --input input=@second.npy --threads 2 --out @alone")).Quiet();
        Assert.Equal(NpyFile.Read(_workspace["together/log_softmax.npy"]).Slice(1, 1).ToLogical(), NpyFile.Read(_workspace["alone/log_softmax.npy"]).ToLogical());
    }

    [Fact]
    public async Task Activations_draws_a_sheet_a_layer()
    {
        JsonElement all = (await _workspace.AskAsync("activations", "lenet5", "--out @all --json")).Quiet().Json;
        Assert.Equal(LeNet.Nodes.Count, all.GetProperty("figures").GetArrayLength());
        Assert.Equal(2 * LeNet.Nodes.Count, _workspace.Contents("all").Count);
        (await _workspace.AskAsync("activations", "lenet5", "--layer conv* --layer log_softmax --save-arrays --out @some")).Quiet();
        Assert.Equal(
            from node in (string[])["conv1", "conv2", "log-softmax"] from extension in (string[])["json", "npy", "png"] select $"activations-{node}.{extension}",
            _workspace.Contents("some").Keys);
    }

    [Fact]
    public async Task Kernels_draws_the_convolutions()
    {
        CommandResult result = (await _workspace.AskAsync("kernels", "lenet5", "--save-arrays --out @out")).Quiet();
        Assert.Equal([_workspace["out/kernels-conv1.png"], _workspace["out/kernels-conv2.png"]], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(Workspace.Parameters("lenet5")["conv2.weight"].ToLogical(), NpyFile.Read(_workspace["out/kernels-conv2.npy"]).ToLogical());
        Assert.Single((await _workspace.AskAsync("kernels", "lenet5", "--layer *1 --out @one --json")).Quiet().Json.GetProperty("figures").EnumerateArray());
    }

    [Theory]
    [InlineData("map")]
    [InlineData("peak")]
    public async Task Deconv_writes_the_projections_of_the_paper(string mode)
    {
        JsonElement json = (await _workspace.AskAsync("deconv", "lenet5", $"--layer pool2 --mode {mode} --save-arrays --switches --out @out --json")).Quiet().Json;
        Assert.Equal(["deconv.json", "deconv.npy", "deconv.png", "reconstructions.npy", "switches.npy"], _workspace.Contents("out").Keys);
        Tensor found = NpyFile.Read(_workspace["out/reconstructions.npy"]), switches = NpyFile.Read(_workspace["out/switches.npy"]);
        Assert.Equal([16, 1, 28, 28], found.Shape);
        DeconvnetTwin twin = new(Workspace.Parameters("lenet5"));
        for (int c = 0; c < 16; c++) Tolerance.AssertClose(twin.ProjectPool2(Workspace.Picture("lenet5"), c, mode == "peak"), found.Slice(c, 1), 1e-5);
        Assert.Equal([1, 16, 5, 5], switches.Shape);
        Assert.All(switches.ToLogical(), place => Assert.InRange(place, 0, 99));
        Dictionary<string, string> options = json.GetProperty("options").Deserialize<Dictionary<string, string>>()!;
        Assert.Equal(new Dictionary<string, string> { ["weights"] = _workspace["lenet5.safetensors"], ["layer"] = "pool2", ["mode"] = mode }, options);
        Assert.Equal(("pool2", "pool2", 16, 16), (json.GetProperty("startedAt").GetString(), json.GetProperty("switchesOf").GetString(), json.GetProperty("channels").GetArrayLength(), json.GetProperty("peaks").GetArrayLength()));
    }

    [Fact]
    public async Task Deconv_of_one_map_and_of_one_unit_are_parts_of_all()
    {
        async Task<Tensor> Project(string options)
        {
            CommandResult result = (await _workspace.AskAsync("deconv", "lenet5", $"{options} --save-arrays --out @out")).Quiet();
            Assert.Equal(_workspace["out/deconv.png"], result.Output.TrimEnd());
            return NpyFile.Read(_workspace["out/reconstructions.npy"]);
        }

        Tensor all = await Project("--layer pool2"), one = await Project("--layer pool2:7"), peak = await Project("--layer pool2:7 --mode peak");
        Assert.Equal(all.Slice(7, 1).ToLogical(), one.ToLogical());
        JsonElement json = (await _workspace.AskAsync("deconv", "lenet5", "--layer pool2:7 --mode peak --out @json --json")).Quiet().Json;
        (int y, int x) = (json.GetProperty("peaks")[0][0].GetInt32(), json.GetProperty("peaks")[0][1].GetInt32());
        Assert.Equal(peak.ToLogical(), (await Project($"--layer pool2:7,{y},{x}")).ToLogical());
        Tensor unit = await Project("--layer pool2:7,1,2");
        Assert.Equal([1, 1, 28, 28], unit.Shape);
        // The unit sees rows 2 to 17 and columns 6 to 21: 4 strides from its place, less the padding of 2.
        float[] pixels = unit.ToLogical();
        Assert.All(Enumerable.Range(0, 784).Where(i => i / 28 is < 2 or > 17 || i % 28 is < 6 or > 21), i => Assert.Equal(0, pixels[i]));
    }

    [Fact]
    public async Task Deconv_without_its_options_writes_neither_arrays_nor_switches()
    {
        (await _workspace.AskAsync("deconv", "lenet5", "--layer pool1 --out @out")).Quiet();
        Assert.Equal(["deconv.json", "deconv.png"], _workspace.Contents("out").Keys);
    }

    [Theory]
    [InlineData("run", "--node *")]
    [InlineData("activations", "")]
    [InlineData("kernels", "")]
    [InlineData("deconv", "--layer pool2 --switches --save-arrays")]
    public async Task Nothing_is_written_outside_the_result_folder(string command, string options)
    {
        string[] before = [.. _workspace.Contents("").Keys], here = Directory.GetFileSystemEntries(".");
        (await _workspace.AskAsync(command, "lenet5", $"{options} --out @out")).Quiet();
        Assert.Equal(before, _workspace.Contents("").Keys.Where(name => !name.StartsWith("out/", StringComparison.Ordinal)));
        Assert.Equal(here, Directory.GetFileSystemEntries("."));
    }

    [Fact]
    public async Task Numbers_that_are_not_finite_are_drawn_and_not_crashed_on()
    {
        NpyFile.Write(_workspace["nan.npy"], Tensor.FromLogical([1, 1, 28, 28], [.. Enumerable.Range(0, 784).Select(i => i % 3 == 0 ? float.NaN : i % 3 == 1 ? float.PositiveInfinity : -1)]));
        foreach (string command in (string[])["run lenet5", "activations lenet5", "deconv lenet5 --layer pool2"])
            (await _workspace.RunAsync($"{command} --weights @lenet5.safetensors --input @nan.npy --out @out")).Quiet();
    }

    private static readonly JsonSerializerOptions PlainJson = new() { WriteIndented = false };
}
