using System.Diagnostics;

namespace ConvLens.Cli.Tests.Processes;

[Collection(CliCollection.Name)]
public sealed class ProgramTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task The_program_hands_on_its_exit_code_and_its_streams()
    {
        Assert.Equal("0.1.0", (await ChildProcess.RunAsync(["--version"])).Quiet().Output.TrimEnd());
        Assert.StartsWith("there is no model 'nothing'", (await ChildProcess.RunAsync(["summary", "nothing"])).Refused(3));
        Assert.StartsWith("Unrecognized command or argument", (await ChildProcess.RunAsync(["nothing"])).Refused(2));
    }

    [UnixFact]
    public async Task An_interrupt_ends_a_training_in_a_sentence_and_leaves_usable_weights_and_a_checkpoint()
    {
        using Process process = ChildProcess.Start(["train", "demonet", "--epochs", "200", "--threads", "2", "--out", _workspace["out"]]);
        Task<CommandResult> end = ChildProcess.EndAsync(process);
        while (!File.Exists(_workspace["out/checkpoint.safetensors"]) && !end.IsCompleted) await Task.Delay(20);
        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        CommandResult result = await end;

        string sentence = result.Refused(1);
        Assert.Matches("^stopped after [0-9]+ of 200 epochs and [0-9]+ steps; ", sentence);
        Assert.Contains($"{_workspace["out/demonet.safetensors"]} holds the weights so far", sentence);
        Assert.Contains("--resume", sentence);
        Assert.Equal(["checkpoint.safetensors", "demonet.safetensors"], _workspace.Contents("out").Keys);
        (await _workspace.RunAsync("kernels demonet --weights @out/demonet.safetensors --out @kernels")).Quiet();
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute()
        {
            if (OperatingSystem.IsWindows()) Skip = "needs signals of Unix";
        }
    }
}
