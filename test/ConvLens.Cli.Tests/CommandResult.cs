using System.Text.Json;

namespace ConvLens.Cli.Tests;

/// <summary>What a command said and how it ended.</summary>
internal sealed record CommandResult(int Code, string Output, string Error)
{
    /// <summary>Its standard output, which must be one JSON document and nothing else.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.True(Code == 0, Error);
            using JsonDocument document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Demands success and silence on standard error.</summary>
    public CommandResult Quiet()
    {
        Assert.Equal((0, ""), (Code, Error));
        return this;
    }

    /// <summary>Demands an exit code, no output, and one line of error without a stack trace; returns the sentence.</summary>
    public string Refused(int code)
    {
        Assert.True(code == Code, $"exit code {Code}, expected {code}: {Error}");
        Assert.Equal("", Output);
        string line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("convlens: ", line);
        Assert.DoesNotContain("   at ", line);
        Assert.DoesNotContain("should not have happened", line);
        return line["convlens: ".Length..].TrimEnd('\r');
    }
}
