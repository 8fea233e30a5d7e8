using ConvLens.Testing;

namespace ConvLens.Cli.Tests.Processes;

/// <summary>Every file has the same bytes whatever registers the machine has: forward pass, projection, training and figures.</summary>
[Collection(CliCollection.Name)]
public sealed class WidthTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [WidthFact(512)]
    public Task Without_512_bit_registers() => AssertSameBytesAsync("EnableAVX512", "256-bit lanes");

    [WidthFact(256)]
    public Task Without_256_bit_registers() => AssertSameBytesAsync("EnableAVX2", "128-bit lanes");

    [WidthFact(128)]
    public Task Without_any_vector_registers() => AssertSameBytesAsync("EnableHWIntrinsic", "128-bit lanes in software");

    private async Task AssertSameBytesAsync(string setting, string lanes)
    {
        FakeMnist.Write(_workspace["data"], 48, 20);
        string whole = await RunAllAsync(null), narrow = await RunAllAsync(setting);
        // First the proof that the width was there and is gone.
        Assert.DoesNotMatch($" {lanes}$", whole);
        Assert.EndsWith($" {lanes}", narrow);
        SortedDictionary<string, byte[]> expected = _workspace.Contents("whole"), found = _workspace.Contents(setting);
        Assert.Equal(expected.Keys, found.Keys);
        Assert.All(expected, file => Assert.True(file.Value.AsSpan().SequenceEqual(found[file.Key]), $"{file.Key} has other bytes"));
        Assert.Contains("train/checkpoint.safetensors", expected.Keys);
    }

    /// <summary>Runs the commands into the folder of a setting.</summary>
    /// <returns>The line that says what ran on what, the same for all commands.</returns>
    private async Task<string> RunAllAsync(string? setting)
    {
        string ask = "lenet5 --weights @lenet5.safetensors --input @lenet5.npy --threads 2", folder = setting ?? "whole";
        List<string> lines = [];
        foreach (string command in (string[])[$"run {ask} --node * --out @{folder}/run", $"deconv {ask} --layer pool2 --save-arrays --out @{folder}/deconv", $"train lenet5 --data @data --epochs 1 --batch 20 --out @{folder}/train"])
        {
            CommandResult result = await ChildProcess.RunAsync([.. command.Split(' ').Select(_workspace.Resolve), "--verbose"], setting);
            Assert.True(result.Code == 0, result.Error);
            lines.Add(result.Error.Split('\n')[0].TrimEnd('\r'));
        }

        return Assert.Single(lines.Distinct(StringComparer.Ordinal));
    }
}
