using System.CommandLine;
using System.Globalization;
using ConvLens.Cli.Net;
using ConvLens.Cli.Options;
using ConvLens.Compute.Scheduling;
using ConvLens.Networks.Zoo;
using ConvLens.Studies.Deconvnet;
using ConvLens.Studies.Output;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens study deconvnet</c>.</summary>
internal static class DeconvnetStudyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        DeconvnetStudyOptions standard = new();
        Option<string?> data = CommonOptions.Data();
        Option<string> outDir = CommonOptions.Out("deconvnet"), mode = StartOption.Create();
        Option<ulong> seed = CommonOptions.Seed();
        Option<int> threads = CommonOptions.Threads(), epochs = CommonOptions.Number("--epochs", standard.Epochs, 1, "Passes over the training samples");
        Option<string> digits = new("--digits") { HelpName = "LIST", Description = "Digits to look at, with commas between", DefaultValueFactory = _ => string.Join(',', standard.Digits) };
        Option<bool> saveArrays = CommonOptions.SaveArrays(), json = CommonOptions.Json(), resume = CommonOptions.Resume();
        Command command = new("deconvnet", "Train LeNet-5 on MNIST and project each of its 22 feature maps back to the input, for a picture of each digit")
        {
            data, outDir, mode, digits, epochs, seed, threads, saveArrays, json, resume,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            DeconvnetStudyOptions options = new()
            {
                Epochs = parsed.GetValue(epochs),
                Seed = parsed.GetValue(seed),
                Start = StartOption.Parse(parsed.GetRequiredValue(mode)),
                Digits = ParseDigits(parsed.GetRequiredValue(digits)),
                Resume = parsed.GetValue(resume),
            };
            Provenance provenance = new("study deconvnet", LeNet5.Name, options.Seed, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["epochs"] = options.Epochs.ToString(CultureInfo.InvariantCulture),
                ["mode"] = parsed.GetRequiredValue(mode),
                ["digits"] = string.Join(',', options.Digits),
            });
            ResultFolder folder = new(parsed.GetRequiredValue(outDir), provenance, parsed.GetValue(saveArrays));
            using HttpFetcher fetcher = new();
            return await StudyRunner.RunAsync(terminal, folder, "report.html", parsed.GetValue(json), progress =>
                new DeconvnetStudy(options, folder, progress, new Scheduler(parsed.GetValue(threads))).RunAsync(StudyRunner.Places(terminal, parsed.GetValue(data), fetcher), cancellation));
        });
        return command;
    }

    private static int[] ParseDigits(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        return parts.All(part => part.Length == 1 && char.IsAsciiDigit(part[0])) && parts.Distinct(StringComparer.Ordinal).Count() == parts.Length
            ? [.. parts.Select(part => part[0] - '0')]
            : throw new UsageException($"--digits takes different digits 0 to 9 with commas between, found '{text}'");
    }
}
