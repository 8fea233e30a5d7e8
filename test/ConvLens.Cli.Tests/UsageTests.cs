namespace ConvLens.Cli.Tests;

/// <summary>Exit code 2: the command line is wrong.</summary>
[Collection(CliCollection.Name)]
public sealed class UsageTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("", "Required command was not provided; 'convlens --help' lists what there is")]
    [InlineData("paint", "Unrecognized command or argument 'paint'; 'convlens --help' lists what there is")]
    [InlineData("study", "Required command was not provided; 'convlens study --help' lists what there is")]
    [InlineData("study paint", "Unrecognized command or argument 'paint'; 'convlens study --help' lists what there is")]
    [InlineData("summary", "Required argument 'MODEL' missing for command: 'summary'; 'convlens summary --help' lists what there is")]
    [InlineData("summary lenet5 --paint", "Unrecognized command or argument '--paint'; 'convlens summary --help' lists what there is")]
    [InlineData("summary lenet5 demonet", "Unrecognized command or argument 'demonet'; 'convlens summary --help' lists what there is")]
    [InlineData("run lenet5 --input x.npy", "Option '--weights' is required for networks of the zoo; 'convlens run --help' lists what there is")]
    [InlineData("run lenet5 --weights w", "Option '--input' is required; 'convlens run --help' lists what there is")]
    [InlineData("run lenet5 --paint", "Unrecognized command or argument '--paint'; 'convlens run --help' lists what there is")]
    [InlineData("deconv lenet5 --weights w --input x", "Option '--layer' is required; 'convlens deconv --help' lists what there is")]
    [InlineData("deconv lenet5 --weights w --input x --layer pool1 --mode half", "Argument 'half' not recognized. Must be one of: 'map', 'peak'; 'convlens deconv --help' lists what there is")]
    [InlineData("demo --threads 0", "Option '--threads' must be 1 to 1024, found 0; 'convlens demo --help' lists what there is")]
    [InlineData("demo --threads 1025", "Option '--threads' must be 1 to 1024, found 1025; 'convlens demo --help' lists what there is")]
    [InlineData("demo --threads -3", "Option '--threads' must be 1 to 1024, found -3; 'convlens demo --help' lists what there is")]
    [InlineData("demo --threads two", "Cannot parse argument 'two' for option '--threads' as a whole number; 'convlens demo --help' lists what there is")]
    [InlineData("demo --threads 99999999999", "Cannot parse argument '99999999999' for option '--threads' as a whole number; 'convlens demo --help' lists what there is")]
    [InlineData("demo --seed -1", "Cannot parse argument '-1' for option '--seed' as a whole number from 0 up; 'convlens demo --help' lists what there is")]
    [InlineData("demo --seed 1.5", "Cannot parse argument '1.5' for option '--seed' as a whole number from 0 up; 'convlens demo --help' lists what there is")]
    [InlineData("demo --seed", "Required argument missing for option: '--seed'; 'convlens demo --help' lists what there is")]
    [InlineData("train demonet --epochs few", "Cannot parse argument 'few' for option '--epochs' as a whole number; 'convlens train --help' lists what there is")]
    [InlineData("train demonet --epochs 0", "--epochs must be at least 1, found 0")]
    [InlineData("train demonet --batch -5", "--batch must be at least 1, found -5")]
    [InlineData("train demonet --learning-rate 0", "--learning-rate must be above 0, found 0")]
    [InlineData("train demonet --learning-rate NaN", "--learning-rate must be above 0, found NaN")]
    [InlineData("train demonet --learning-rate fast", "Cannot parse argument 'fast' for option '--learning-rate' as a number; 'convlens train --help' lists what there is")]
    [InlineData("train demonet --momentum 1", "--momentum must lie in 0 to 1, found 1")]
    [InlineData("train demonet --momentum 0.9", "--momentum belongs to --optimizer sgd, found --optimizer adam")]
    [InlineData("train demonet --optimizer lion", "Argument 'lion' not recognized. Must be one of: 'adam', 'sgd'; 'convlens train --help' lists what there is")]
    [InlineData("study deconvnet --epochs 0", "Option '--epochs' must be at least 1, found 0; 'convlens study deconvnet --help' lists what there is")]
    [InlineData("study deconvnet --digits 1,1", "--digits takes different digits 0 to 9 with commas between, found '1,1'")]
    [InlineData("study deconvnet --digits 1,,2", "--digits takes different digits 0 to 9 with commas between, found '1,,2'")]
    [InlineData("study deconvnet --digits 10", "--digits takes different digits 0 to 9 with commas between, found '10'")]
    [InlineData("completion tcsh", "Argument 'tcsh' not recognized. Must be one of: 'bash', 'zsh', 'fish'; 'convlens completion --help' lists what there is")]
    public async Task A_wrong_command_line_ends_in_one_sentence(string commandLine, string sentence) =>
        Assert.Equal(sentence, (await _workspace.RunAsync(commandLine)).Refused(2));

    [Theory]
    [InlineData("kernels", "--layer fc1", "only convolutions have kernels, and none of 'fc1' is one")]
    [InlineData("deconv", "--layer conv1 --switches", "there are no switches to write: no pooling lies between the input and 'conv1'")]
    [InlineData("deconv", "--layer pool1 --input @lenet5.npy", "this command looks at one picture at a time, found a batch of 2")]
    public async Task What_cannot_be_done_is_said_before_anything_is_written(string command, string options, string sentence)
    {
        Assert.Equal(sentence, (await _workspace.AskAsync(command, "lenet5", $"{options} --out @out")).Refused(2));
        Assert.False(Directory.Exists(_workspace["out"]));
    }

    [Fact]
    public async Task Empty_names_are_refused_by_their_option()
    {
        async Task<string> Refusal(params string[] args) => (await Workspace.RunAsync(args)).Refused(2);
        Assert.Equal("--weights needs a file's name, found an empty one", await Refusal("kernels", "lenet5", "--weights", ""));
        Assert.Equal("--input needs a file's name, found an empty one", await Refusal("run", "lenet5", "--weights", _workspace["lenet5.safetensors"], "--input", ""));
        Assert.StartsWith("Option '--out' must name a folder, found an empty name", await Refusal("demo", "--out", ""));
        Assert.StartsWith("Option '--data' must name a folder, found an empty name", await Refusal("train", "lenet5", "--data", ""));
    }

    [Fact]
    public async Task A_file_in_the_result_folders_place_is_refused_before_any_work()
    {
        string file = _workspace["lenet5.npy"];
        Assert.StartsWith($"Option '--out' must name a folder, found the file {file}", (await Workspace.RunAsync(["demo", "--out", file])).Refused(2));
    }

    [Fact]
    public async Task With_verbose_an_error_says_first_what_ran_and_last_where_it_came_from()
    {
        CommandResult result = await _workspace.RunAsync("summary nothing --verbose");
        Assert.Equal(3, result.Code);
        string[] lines = result.Error.Split('\n');
        Assert.Matches("^convlens 0\\.1\\.0, [0-9]+ processors, (512|256|128)-bit lanes( in software)?$", lines[0].TrimEnd('\r'));
        Assert.StartsWith("convlens: there is no model 'nothing'", lines[1]);
        Assert.Contains(lines, line => line.StartsWith("   at ConvLens.", StringComparison.Ordinal));
    }
}
