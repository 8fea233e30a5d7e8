using System.Diagnostics;

namespace ConvLens.Cli.Tests.Processes;

/// <summary>Starts the built <c>convlens</c>, which lies beside the tests, as a process of its own.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="setting">A runtime switch such as <c>EnableAVX2</c> to turn off; null to leave the machine whole.</param>
    public static async Task<CommandResult> RunAsync(string[] args, string? setting = null)
    {
        using Process process = Start(args, setting);
        return await EndAsync(process);
    }

    /// <summary>Starts a command.</summary>
    public static Process Start(string[] args, string? setting = null)
    {
        ProcessStartInfo start = new() { FileName = "dotnet", RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // A test run in the background of a shell has interrupts ignored, and children inherit that.
        if (OperatingSystem.IsLinux()) (start.FileName, start.Arguments) = ("env", "");
        foreach (string arg in (string[])[.. OperatingSystem.IsLinux() ? ["--default-signal=INT", "dotnet"] : Array.Empty<string>(), Path.Combine(AppContext.BaseDirectory, "convlens.dll"), .. args])
            start.ArgumentList.Add(arg);
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_Enable", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        if (setting is not null) start.Environment[$"DOTNET_{setting}"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>Waits for a process and what it said; one that never ends is killed.</summary>
    public static async Task<CommandResult> EndAsync(Process process)
    {
        using CancellationTokenSource source = new(Patience);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None), error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(source.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new(process.ExitCode, await output, await error);
    }
}
