using System.ComponentModel;
using System.Diagnostics;

namespace ConvLens.Benchmarks.Tests.Comparison;

/// <summary>A test that starts Python; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    /// <summary>How it is called.</summary>
    public const string Program = "python3";

    /// <summary>A test that needs <see cref="Program"/>.</summary>
    public PythonFactAttribute()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Program, "--version") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            // A version manager may answer for a Python that is not there.
            if (process.ExitCode != 0) Skip = $"{Program} ends with {process.ExitCode}";
        }
        catch (Win32Exception)
        {
            Skip = $"there is no {Program}";
        }
    }
}
