using System.CommandLine;
using System.Runtime.Intrinsics;
using ConvLens.Cli.Commands;
using ConvLens.Compute.Scheduling;
using ConvLens.Files;
using ConvLens.Networks.Graph;
using ConvLens.Studies.Output;
using ConvLens.Studies.Progress;
using ConvLens.Training;

namespace ConvLens.Cli;

/// <summary>The root of all commands, and the one place where errors become a sentence and an exit code.</summary>
internal static class CommandLine
{
    // Long enough to finish a step and write a checkpoint after Ctrl-C.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(120);

    /// <summary>Runs one command line.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal)
    {
        Option<bool> verbose = new("--verbose") { Description = "Say first what runs on what, and with an error where it came from", Recursive = true };
        ParseResult parsed = Root(terminal, verbose).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await terminal.Error.WriteLineAsync($"convlens: {UsageErrors.Describe(parsed)}; 'convlens {CommandPath(parsed)}--help' lists what there is");
            return ExitCode.WrongUsage;
        }

        if (parsed.GetValue(verbose)) await terminal.Error.WriteLineAsync(Machine);
        try
        {
            return await parsed.InvokeAsync(new() { Output = terminal.Output, Error = terminal.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopTime });
        }
        catch (Exception error)
        {
            (int code, string sentence) = Classify(error);
            await terminal.Error.WriteLineAsync($"convlens: {sentence}");
            if (parsed.GetValue(verbose)) await terminal.Error.WriteLineAsync(error.ToString());
            return code;
        }
    }

    private static string Machine =>
        $"convlens {Provenance.Version}, {Environment.ProcessorCount} processors, {new Scheduler().LaneBits}-bit lanes{(Vector128.IsHardwareAccelerated ? "" : " in software")}";

    private static RootCommand Root(Terminal terminal, Option<bool> verbose)
    {
        RootCommand root = new(
            "Shows what a convolutional network has learnt.\n\n"
            + "  convlens demo                                                    everything, on generated data\n"
            + "  convlens study deconvnet --data DIR --out OUT                    LeNet-5 on MNIST, and what lit its feature maps\n"
            + "  convlens deconv lenet5 --weights W.safetensors --input X.npy --layer pool2:7")
        {
            verbose,
            DemoCommand.Create(terminal),
            StudyCommand.Create(terminal),
            TrainCommand.Create(terminal),
            SummaryCommand.Create(terminal),
            RunCommand.Create(terminal),
            ActivationsCommand.Create(terminal),
            KernelsCommand.Create(terminal),
            DeconvCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            BenchCommand.Create(terminal),
            CompletionCommand.Create(terminal),
        };
        return root;
    }

    private static string CommandPath(ParseResult parsed)
    {
        IEnumerable<string> names = parsed.CommandResult.Command is RootCommand ? [] : [parsed.CommandResult.Command.Name];
        for (var parent = parsed.CommandResult.Parent; parent is System.CommandLine.Parsing.CommandResult { Command: not RootCommand } command; parent = parent.Parent)
            names = names.Prepend(command.Command.Name);
        return string.Concat(names.Select(name => name + " "));
    }

    private static (int Code, string Sentence) Classify(Exception error) => error switch
    {
        UsageException => (ExitCode.WrongUsage, error.Message),
        FileFormatException or NetworkException => (ExitCode.BadInput, error.Message),
        FileNotFoundException { FileName: { } file } => (ExitCode.BadInput, error.Message.Contains(file, StringComparison.Ordinal) ? error.Message.TrimEnd('.') : $"{file}: {error.Message.TrimEnd('.')}"),
        IOException or UnauthorizedAccessException => (ExitCode.BadInput, error.Message.TrimEnd('.')),
        StoppedException or DivergenceException => (ExitCode.Failed, error.Message),
        OperationCanceledException => (ExitCode.Failed, "stopped"),
        OutOfMemoryException => (ExitCode.Failed, "there is not enough memory for this"),
        _ => (ExitCode.Failed, $"this should not have happened: {error.Message} (--verbose shows where)"),
    };
}
