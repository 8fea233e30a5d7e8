using System.Diagnostics;

namespace ConvLens.Benchmarks.Tests.Comparison;

/// <summary><c>bench/compare.py</c>, which lies beside the tests with tests of its own.</summary>
public sealed class DriverTests
{
    [PythonFact]
    public async Task The_driver_of_comparisons_passes_its_tests()
    {
        ProcessStartInfo start = new(PythonFactAttribute.Program, ["-B", "-m", "unittest", "discover", "--start-directory", "tests", "--top-level-directory", "."])
        {
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "bench"),
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
        Assert.Matches(@"Ran [1-9]\d+ tests", said);
    }
}
