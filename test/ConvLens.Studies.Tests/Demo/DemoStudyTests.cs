using System.Text.Json.Nodes;
using ConvLens.Compute.Scheduling;
using ConvLens.Studies.Demo;
using ConvLens.Studies.Progress;
using ConvLens.Testing;

namespace ConvLens.Studies.Tests.Demo;

[Collection(RunsCollection.Name)]
public sealed class DemoStudyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_needs_nothing_learns_and_has_the_same_bytes_when_stopped_and_resumed_on_other_threads()
    {
        StudyProgress progress = new();
        JsonObject record = await RunAsync("whole", threads: 2, resume: false, progress);
        Assert.Equal(["command", "model", "seed", "options", "version", "training"], record.Select(pair => pair.Key));
        Assert.True(record["training"]!["testAccuracy"]!.GetValue<double>() > 0.98);
        Assert.Equal(["train demonet", "write report"], progress.Stages.Keys);
        Assert.All(progress.Stages.Values, fraction => Assert.Equal(1, fraction));

        SortedDictionary<string, byte[]> expected = _folder.Contents("whole");
        Assert.All((string[])["study.json", "report.html", "demonet.safetensors", "checkpoint.safetensors", "loss.svg", "accuracy.csv", "input-gradients.png", "deconvnet-sine-pool2.png", "maps-gaussian-log-softmax.png"],
            name => Assert.Contains(name, expected.Keys));

        using CancellationTokenSource source = new();
        await Assert.ThrowsAsync<StoppedException>(() => RunAsync("stopped", threads: 1, resume: false, StudyProgress.CancelBeyond(0.3, source), source.Token));
        Assert.Equal(["checkpoint.safetensors", "demonet.safetensors"], _folder.Contents("stopped").Keys);
        await RunAsync("stopped", threads: 1, resume: true, new());
        SortedDictionary<string, byte[]> found = _folder.Contents("stopped");
        Assert.Equal(expected.Keys, found.Keys);
        foreach ((string name, byte[] bytes) in expected) Assert.True(bytes.AsSpan().SequenceEqual(found[name]), $"{name} has other bytes");
    }

    private Task<JsonObject> RunAsync(string folder, int threads, bool resume, StudyProgress progress, CancellationToken cancellation = default) =>
        new DemoStudy(0, resume, new(_folder[folder], new("demo", "demonet", 0, new Dictionary<string, string>()), saveArrays: true), progress, new Scheduler(threads)).RunAsync(cancellation);
}
