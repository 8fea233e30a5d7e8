using ConvLens.Compute.Tensors;
using ConvLens.Files.Npy;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Checkpoints;
using ConvLens.Testing;

namespace ConvLens.Cli.Tests;

/// <summary>A folder with the initial weights of lenet5 and demonet and a picture for each, in which commands run inside this process.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Workspace()
    {
        foreach (string model in new[] { LeNet5.Name, DemoNet.Name })
        {
            Network network = ModelZoo.Create(model);
            WeightsFile.Save(this[$"{model}.safetensors"], network, Parameters(model));
            NpyFile.Write(this[$"{model}.npy"], Picture(model));
        }
    }

    public string this[string name] => _folder[name];

    public static ParameterSet Parameters(string model) => ParameterSet.Initialize(ModelZoo.Create(model), 3);

    public static Tensor Picture(string model) => Numbers.Uniform(ModelZoo.Create(model).Shapes[0], model, 0, 1);

    public SortedDictionary<string, byte[]> Contents(string folder) => _folder.Contents(folder);

    public void Dispose() => _folder.Dispose();

    /// <summary>Runs a command; <c>@name</c> stands for a file of this folder.</summary>
    public async Task<CommandResult> RunAsync(string commandLine) =>
        await RunAsync([.. commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Resolve(word))]);

    /// <summary>A text with the folder's path, and a separator at its end, for every <c>@</c>.</summary>
    public string Resolve(string text) => text.Replace("@", _folder.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    public static async Task<CommandResult> RunAsync(string[] args)
    {
        await using StringWriter output = new(), error = new();
        int code = await CommandLine.RunAsync(args, new Terminal(output, error, DrawsProgress: false, OutputWidth: null, _ => null));
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command of a model on its weights and picture.</summary>
    public Task<CommandResult> AskAsync(string command, string model, string options) =>
        RunAsync($"{command} {model} --weights @{model}.safetensors {(command == "kernels" ? "" : $"--input @{model}.npy")} {options}");
}
