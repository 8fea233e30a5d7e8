using System.Text.Json.Nodes;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Data.Mnist;
using ConvLens.Files;
using ConvLens.Files.Npy;
using ConvLens.Insight.Deconvnet;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Checkpoints;
using ConvLens.Studies.Deconvnet;
using ConvLens.Studies.Progress;
using ConvLens.Testing;
using ConvLens.Testing.Twins;

namespace ConvLens.Studies.Tests.Deconvnet;

[Collection(RunsCollection.Name)]
public sealed class DeconvnetStudyTests : IDisposable
{
    private const int TrainCount = 2000, TestCount = 60;

    // The first picture of 1 shows a 2; no picture of 8 shows an 8.
    private static readonly int[] Deceiving = [1, 8, 18, 28, 38, 48, 58];
    private static readonly DeconvnetStudyOptions Options = new() { Epochs = 2 };
    private readonly TemporaryFolder _folder = new();

    public DeconvnetStudyTests() => FakeMnist.Write(_folder["data"], TrainCount, TestCount, Deceiving);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_leaves_the_documented_files_and_records()
    {
        StudyProgress progress = new();
        JsonObject record = await RunAsync("out", Options, progress: progress);
        SortedDictionary<string, byte[]> files = _folder.Contents("out");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(files["study.json"]), JsonNode.Parse(record.ToJsonString())));
        Assert.Equal(["command", "model", "seed", "options", "version", "start", "training", "digits", "digitsWithoutCorrectPicture"], record.Select(pair => pair.Key));
        Assert.Equal(
            ["plan", "epochs", "batchSize", "optimizer", "trainSamples", "testSamples", "testAccuracy", "testLoss", "history"],
            record["training"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal((2, TrainCount, TestCount), (record["training"]!["epochs"]!.GetValue<int>(), record["training"]!["trainSamples"]!.GetValue<int>(), record["training"]!["testSamples"]!.GetValue<int>()));
        Assert.Equal((TestCount - 7.0) / TestCount, record["training"]!["testAccuracy"]!.GetValue<double>());

        Assert.Equal([0, 1, 5], record["digits"]!.AsArray().Select(digit => digit!["digit"]!.GetValue<int>()));
        Assert.Equal([0, 11, 5], record["digits"]!.AsArray().Select(digit => digit!["testIndex"]!.GetValue<int>()));
        Assert.Equal("[[],[1],[]]", new JsonArray([.. record["digits"]!.AsArray().Select(digit => digit!["skippedMisclassified"]!.DeepClone())]).ToJsonString());
        Assert.Equal("[8]", record["digitsWithoutCorrectPicture"]!.ToJsonString());
        foreach (string digit in (string[])["digit-0", "digit-1", "digit-5"])
        {
            Assert.Equal([1, 1, 28, 28], Read($"out/{digit}/input.npy").Shape);
            Assert.Equal([6, 1, 28, 28], Read($"out/{digit}/conv1.npy").Shape);
            Assert.Equal([16, 1, 28, 28], Read($"out/{digit}/conv2.npy").Shape);
            Assert.All((string[])["conv1.png", "conv1.json", "conv2.png", "conv2.json", "prediction.svg", "prediction.json"], name => Assert.Contains($"{digit}/{name}", files.Keys));
        }

        Assert.DoesNotContain(files.Keys, name => name.StartsWith("digit-8", StringComparison.Ordinal));
        Assert.All((string[])["report.html", "lenet5.safetensors", "checkpoint.safetensors", "loss.svg", "accuracy.svg", "predictions.png", "kernels-conv1.png", "kernels-conv2.png"], name => Assert.Contains(name, files.Keys));
        Assert.DoesNotContain(files.Keys, name => name.EndsWith(".tmp", StringComparison.Ordinal));
        Assert.Equal(["train lenet5", "project feature maps", "write report"], progress.Stages.Keys);
        Assert.All(progress.Stages.Values, fraction => Assert.Equal(1, fraction));
    }

    [Theory]
    [InlineData(DeconvnetStart.Map)]
    [InlineData(DeconvnetStart.Peak)]
    public async Task Its_arrays_are_those_of_the_paper(DeconvnetStart start)
    {
        JsonObject record = await RunAsync("out", Options with { Start = start });
        Assert.Equal(start == DeconvnetStart.Map ? "map" : "peak", record["start"]!.GetValue<string>());
        AssertTwins("out", MnistDataset.Load(_folder["data"]).Test, record, start);
    }

    [Fact]
    public async Task Every_file_has_the_same_bytes_on_any_threads_again_and_after_a_stop()
    {
        await RunAsync("one", Options, threads: 1);
        SortedDictionary<string, byte[]> expected = _folder.Contents("one");
        await RunAsync("two", Options, threads: 2);
        AssertSame(expected, "two");
        await RunAsync("one", Options, threads: 2);
        AssertSame(expected, "one");

        foreach (double limit in (double[])[0.1, 0.49, 0.7, 0.99])
        {
            using CancellationTokenSource source = new();
            StoppedException stopped = await Assert.ThrowsAsync<StoppedException>(() => RunAsync("stopped", Options, progress: StudyProgress.CancelBeyond(limit, source), cancellation: source.Token));
            Assert.Matches("^stopped after [01] of 2 epochs and [0-9]+ steps; .*/stopped/lenet5\\.safetensors holds the weights so far, and the same command with --resume goes on from there$", stopped.Message);
            Assert.Equal(["checkpoint.safetensors", "lenet5.safetensors"], _folder.Contents("stopped").Keys);
            Assert.Equal(61_706, WeightsFile.Load(_folder["stopped/lenet5.safetensors"], LeNet5.Create()).Values.Sum(tensor => tensor.Length));
            await RunAsync("stopped", Options with { Resume = true });
            AssertSame(expected, "stopped");
            Directory.Delete(_folder["stopped"], recursive: true);
        }
    }

    [Fact]
    public async Task A_finished_study_resumed_only_writes_its_report_again()
    {
        await RunAsync("out", Options);
        SortedDictionary<string, byte[]> expected = _folder.Contents("out");
        File.Delete(_folder["out/report.html"]);
        StudyProgress progress = new();
        await RunAsync("out", Options with { Resume = true }, progress: progress);
        AssertSame(expected, "out");
        Assert.DoesNotContain("train lenet5", progress.Stages.Keys);
    }

    [Fact]
    public async Task A_checkpoint_of_another_seed_is_refused_and_left_as_it_was()
    {
        await RunAsync("out", Options with { Epochs = 1 });
        SortedDictionary<string, byte[]> before = _folder.Contents("out");
        FileFormatException error = await Assert.ThrowsAsync<FileFormatException>(() => RunAsync("out", Options with { Epochs = 1, Seed = 1, Resume = true }));
        Assert.StartsWith(_folder["out/checkpoint.safetensors"], error.Message);
        AssertSame(before, "out");
    }

    [Fact]
    public async Task Without_save_arrays_there_are_no_arrays()
    {
        await RunAsync("out", Options with { Epochs = 1 }, saveArrays: false);
        Assert.DoesNotContain(_folder.Contents("out").Keys, name => name.EndsWith(".npy", StringComparison.Ordinal));
    }

    [DataFact("mnist")]
    public async Task On_MNIST_one_epoch_reaches_95_percent_and_the_arrays_are_those_of_the_paper()
    {
        string data = Path.Combine(SharedData.Folder!, "mnist");
        JsonObject record = await RunAsync("out", Options with { Epochs = 1 }, threads: 2, data: data);
        Assert.True(record["training"]!["testAccuracy"]!.GetValue<double>() > 0.95);
        Assert.Equal([0, 1, 5, 8], record["digits"]!.AsArray().Select(digit => digit!["digit"]!.GetValue<int>()));
        AssertTwins("out", MnistDataset.Load(data).Test, record, DeconvnetStart.Map);
    }

    private void AssertTwins(string folder, Dataset test, JsonObject record, DeconvnetStart start)
    {
        ParameterSet parameters = WeightsFile.Load(_folder[$"{folder}/lenet5.safetensors"], LeNet5.Create());
        DeconvnetTwin twin = new(parameters);
        bool peak = start == DeconvnetStart.Peak;
        foreach (JsonNode? digit in record["digits"]!.AsArray())
        {
            string prefix = $"{folder}/digit-{digit!["digit"]}";
            Tensor picture = test.Inputs.Slice(digit["testIndex"]!.GetValue<int>(), 1), first = Read($"{prefix}/conv1.npy"), second = Read($"{prefix}/conv2.npy");
            Assert.Equal(digit["digit"]!.GetValue<int>(), test.Labels[digit["testIndex"]!.GetValue<int>()]);
            Assert.Equal(picture.ToLogical(), Read($"{prefix}/input.npy").ToLogical());
            for (int c = 0; c < 6; c++) Tolerance.AssertClose(twin.ProjectPool1(picture, c, peak), first.Slice(c, 1), 1e-4);
            for (int c = 0; c < 16; c++) Tolerance.AssertClose(twin.ProjectPool2(picture, c, peak), second.Slice(c, 1), 1e-4);
        }
    }

    private Tensor Read(string name) => NpyFile.Read(_folder[name]);

    private void AssertSame(SortedDictionary<string, byte[]> expected, string folder)
    {
        SortedDictionary<string, byte[]> found = _folder.Contents(folder);
        Assert.Equal(expected.Keys, found.Keys);
        foreach ((string name, byte[] bytes) in expected) Assert.True(bytes.AsSpan().SequenceEqual(found[name]), $"{folder}/{name} has other bytes");
    }

    private Task<JsonObject> RunAsync(
        string folder, DeconvnetStudyOptions options, int threads = 1, StudyProgress? progress = null, string? data = null, bool saveArrays = true, CancellationToken cancellation = default) =>
        new DeconvnetStudy(options, new(_folder[folder], new("study deconvnet", "lenet5", options.Seed, new Dictionary<string, string>()), saveArrays), progress ?? new(), new Scheduler(threads))
            .RunAsync(new(data ?? _folder["data"], null, null, null), cancellation);
}
