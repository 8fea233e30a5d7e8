using ConvLens.Testing;
using Xunit.Abstractions;

namespace ConvLens.Files.Tests.Onnx;

/// <summary>The operator cases of the ONNX standard.</summary>
public class NodeCaseTests(ITestOutputHelper output)
{
    [DataFact("onnx-node")]
    public void No_case_fails_and_few_are_declined()
    {
        List<string> declined = [], failed = [];
        int passed = 0;
        foreach (string folder in Directory.GetDirectories(Path.Combine(SharedData.Folder!, "onnx-node")).SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal))
        {
            NodeCase one = new(folder);
            try
            {
                if (one.Run() is { } fault) failed.Add($"{one.Name}: {fault}");
                else passed++;
            }
            catch (FileFormatException error)
            {
                declined.Add($"{one.Name}: {error.Expected}, found {error.Found}");
            }
            catch (Exception error)
            {
                failed.Add($"{one.Name}: {error}");
            }
        }

        output.WriteLine($"{passed} pass, {declined.Count} are declined, {failed.Count} fail");
        foreach (string line in failed) output.WriteLine($"FAIL {line}");
        foreach (string line in declined) output.WriteLine($"declined {line}");
        Assert.Empty(failed);
    }
}
