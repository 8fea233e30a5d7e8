namespace ConvLens.Cli.Tests;

[Collection(CliCollection.Name)]
public sealed class HelpTests
{
    [Theory]
    [InlineData("", "demo", "study", "train", "summary", "run", "activations", "kernels", "deconv", "bench", "completion", "--verbose", "--version")]
    [InlineData("demo", "--out", "--seed", "--threads", "--save-arrays", "--json", "--resume", "--verbose")]
    [InlineData("study", "deconvnet")]
    [InlineData("study deconvnet", "--data", "--out", "--mode", "--digits", "--epochs", "--seed", "--threads", "--save-arrays", "--json", "--resume", "0,1,5,8", "map|peak")]
    [InlineData("train", "RECIPE", "--data", "--out", "--epochs", "--batch", "--optimizer", "--learning-rate", "--momentum", "--schedule", "--seed", "--threads", "--json", "--resume", "adam|sgd")]
    [InlineData("summary", "MODEL", "--weights", "--out", "--json", "lenet5, demonet, pulsenet")]
    [InlineData("run", "MODEL", "--weights", "--input", "--node", "--out", "--threads", "--json")]
    [InlineData("activations", "MODEL", "--weights", "--input", "--layer", "--out", "--save-arrays", "--threads", "--json")]
    [InlineData("kernels", "MODEL", "--weights", "--layer", "--out", "--save-arrays", "--json")]
    [InlineData("deconv", "MODEL", "--weights", "--input", "--layer", "--mode", "--switches", "--out", "--threads", "--save-arrays", "--json")]
    [InlineData("bench", "MODEL", "--weights", "--pass", "--batch", "--runs", "--threads", "--json", "forward|input-gradient|training")]
    [InlineData("completion", "SHELL", "bash|fish|zsh")]
    public async Task Help_of_every_command_lists_its_options(string command, params string[] expected)
    {
        CommandResult result = (await Workspace.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Quiet();
        Assert.All(expected, text => Assert.Contains(text, result.Output));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _convlens convlens")]
    [InlineData("zsh", "compdef _convlens convlens")]
    [InlineData("fish", "complete -c convlens")]
    public async Task Completion_scripts_ask_the_command_itself(string shell, string expected)
    {
        string script = (await Workspace.RunAsync(["completion", shell])).Quiet().Output;
        Assert.Contains(expected, script);
        Assert.Contains("convlens \"[suggest:", script);
    }

    [Theory]
    [InlineData("convlens summary ", "lenet5", "demonet", "--json")]
    [InlineData("convlens run le", "lenet5")]
    [InlineData("convlens train ", "lenet5", "demonet", "--epochs")]
    [InlineData("convlens deconv lenet5 --mode ", "map", "peak")]
    [InlineData("convlens study ", "deconvnet")]
    [InlineData("convlens ", "demo", "study", "summary")]
    public async Task Suggestions_offer_what_could_come_next(string line, params string[] expected)
    {
        string[] offered = (await Workspace.RunAsync([$"[suggest:{line.Length}]", line])).Quiet().Output.Split('\n', StringSplitOptions.TrimEntries);
        Assert.All(expected, word => Assert.Contains(word, offered));
    }
}
