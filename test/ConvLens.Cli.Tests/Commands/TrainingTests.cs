using System.Text.Json;
using ConvLens.Testing;

namespace ConvLens.Cli.Tests.Commands;

/// <summary>The commands that train: train, study, demo.</summary>
[Collection(CliCollection.Name)]
public sealed class TrainingTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Train_leaves_weights_that_the_other_commands_take()
    {
        FakeMnist.Write(_workspace["data"], 60, 20);
        CommandResult result = await _workspace.RunAsync("train lenet5 --data @data --epochs 2 --batch 20 --optimizer sgd --momentum 0.5 --learning-rate 0.01 --schedule constant --seed 4 --threads 2 --out @out");
        Assert.Equal(0, result.Code);
        Assert.Equal(_workspace["out/lenet5.safetensors"], result.Output.TrimEnd());
        Assert.Matches("^train lenet5: epoch 2 of 2, loss [0-9.]+, test accuracy [0-9.]+ %\r?\ndone in [0-9.]+ s\r?\n$", result.Error);
        Assert.Equal(["accuracy.csv", "accuracy.json", "accuracy.svg", "checkpoint.safetensors", "lenet5.safetensors", "loss.csv", "loss.json", "loss.svg", "train.json"], _workspace.Contents("out").Keys);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(_workspace["out/train.json"]));
        Assert.Equal("lenet5, SGD, learning rate 0.01, momentum 0.5, constant rate, batch 20, seed 4", record.RootElement.GetProperty("training").GetProperty("plan").GetString());
        (await _workspace.RunAsync("kernels lenet5 --weights @out/lenet5.safetensors --out @kernels")).Quiet();
    }

    [Fact]
    public async Task Train_prints_its_record_as_the_only_thing_on_standard_output()
    {
        FakeMnist.Write(_workspace["data/mnist"], 40, 10);
        CommandResult result = await _workspace.RunAsync("train lenet5 --data @data --epochs 1 --out @out --json");
        Assert.Equal(["command", "model", "seed", "options", "version", "training"], result.Json.EnumerateObject().Select(pair => pair.Name));
        Assert.Equal(File.ReadAllText(_workspace["out/train.json"]), result.Output);
    }

    [Fact]
    public async Task A_finished_training_of_a_constant_rate_goes_on_for_more_epochs_as_if_it_had_not_ended()
    {
        FakeMnist.Write(_workspace["data"], 60, 20);
        const string Options = "train lenet5 --data @data --batch 20 --schedule constant";
        Assert.Equal(0, (await _workspace.RunAsync($"{Options} --epochs 3 --out @whole")).Code);
        Assert.Equal(0, (await _workspace.RunAsync($"{Options} --epochs 1 --out @parts")).Code);
        Assert.Equal(0, (await _workspace.RunAsync($"{Options} --epochs 3 --out @parts --resume")).Code);
        SortedDictionary<string, byte[]> whole = _workspace.Contents("whole"), parts = _workspace.Contents("parts");
        Assert.Equal(whole.Keys, parts.Keys);
        Assert.All(whole, file => Assert.True(file.Value.AsSpan().SequenceEqual(parts[file.Key]), file.Key));
    }

    [Fact]
    public async Task A_checkpoint_of_another_plan_is_refused()
    {
        FakeMnist.Write(_workspace["data"], 40, 10);
        Assert.Equal(0, (await _workspace.RunAsync("train lenet5 --data @data --epochs 1 --out @out")).Code);
        Assert.StartsWith($"{_workspace["out/checkpoint.safetensors"]}: a checkpoint to resume needs the plan 'lenet5, ", (await _workspace.RunAsync("train lenet5 --data @data --epochs 1 --out @out --seed 1 --resume")).Refused(3));
    }

    [Fact]
    public async Task A_diverging_training_ends_in_one_sentence_with_exit_code_1()
    {
        FakeMnist.Write(_workspace["data"], 400, 10);
        CommandResult result = await _workspace.RunAsync("train lenet5 --data @data --epochs 1 --batch 10 --optimizer sgd --learning-rate 1e30 --out @out");
        Assert.StartsWith("training 'lenet5' diverged: a finite loss is expected at step ", result.Refused(1));
        Assert.False(Directory.Exists(_workspace["out"]));
    }

    [Fact]
    public async Task A_batch_larger_than_the_data_is_one_step()
    {
        FakeMnist.Write(_workspace["data"], 40, 10);
        JsonElement json = (await _workspace.RunAsync("train lenet5 --data @data --epochs 1 --batch 2147483647 --out @out --json")).Json;
        Assert.InRange(json.GetProperty("training").GetProperty("history")[0].GetProperty("trainLoss").GetDouble(), 2, 3);
    }

    [Fact]
    public async Task Study_deconvnet_takes_its_options()
    {
        FakeMnist.Write(_workspace["data"], 1500, 40);
        CommandResult result = await _workspace.RunAsync("study deconvnet --data @data --epochs 2 --mode peak --digits 3,7 --seed 2 --save-arrays --out @out --json");
        Assert.Equal("peak", result.Json.GetProperty("start").GetString());
        Assert.Equal([3, 7], result.Json.GetProperty("digits").EnumerateArray().Select(digit => digit.GetProperty("digit").GetInt32()));
        Assert.Equal("""{"epochs":"2","mode":"peak","digits":"3,7"}""", JsonSerializer.Serialize(result.Json.GetProperty("options")));
        Assert.All((string[])["report.html", "study.json", "digit-3/conv1.npy", "digit-7/conv2.png"], name => Assert.Contains(name, _workspace.Contents("out").Keys));
        Assert.Matches("done in [0-9.]+ s\r?\n$", result.Error);
    }

    [Fact]
    public async Task Demo_needs_nothing_and_says_where_its_report_lies()
    {
        CommandResult result = await _workspace.RunAsync("demo --out @out");
        Assert.Equal(0, result.Code);
        Assert.Equal(_workspace["out/report.html"], result.Output.TrimEnd());
        Assert.StartsWith("train demonet: epoch 8 of 8, ", result.Error);
        Assert.Contains("write report: done", result.Error);
        Assert.DoesNotContain(_workspace.Contents("out").Keys, name => name.EndsWith(".npy", StringComparison.Ordinal));
    }
}
