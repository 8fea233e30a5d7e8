using System.CommandLine;
using ConvLens.Cli.Options;
using ConvLens.Files.Onnx;
using ConvLens.Files.Weights;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens convert MODEL</c>.</summary>
internal static class ConvertCommand
{
    private const string Onnx = ".onnx";

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("convert", "Writes a model, or its weights, in another format");
        ModelSelection model = new(command, terminal);
        Option<string> file = new("--out")
        {
            HelpName = "FILE",
            Description = $"The file to write; its ending says what: {Onnx} for the whole model, {string.Join(", ", WeightsWriter.Extensions)} for its weights",
            Required = true,
        };
        command.Add(file);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            Network network = model.Network(parsed);
            RequireFile(path);
            ParameterSet parameters = model.Parameters(parsed, network);
            if (Directory.GetParent(Path.GetFullPath(path)) is { } folder) folder.Create();
            if (IsOnnx(path)) OnnxWriter.Write(path, network, parameters);
            else WeightsWriter.Write(path, network, parameters);
            terminal.Output.WriteLine(path);
            return ExitCode.Done;
        });
        return command;
    }

    private static void RequireFile(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"--out must name a file to write, found the folder {path}");
        if (!IsOnnx(path) && !WeightsWriter.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"--out must end in {Onnx}, {string.Join(", ", WeightsWriter.Extensions)}, found {path}");
    }

    private static bool IsOnnx(string path) => Path.GetExtension(path).Equals(Onnx, StringComparison.OrdinalIgnoreCase);
}
