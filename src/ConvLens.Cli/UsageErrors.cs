using System.CommandLine;

namespace ConvLens.Cli;

/// <summary>What is wrong with a command line, in half a sentence.</summary>
internal static class UsageErrors
{
    // The parser speaks of types; users of numbers.
    private static readonly (string Type, string Words)[] Types = [("Int32", "a whole number"), ("UInt64", "a whole number from 0 up"), ("Single", "a number")];

    /// <summary>The first error; a word that nobody asked for comes before what is missing because of it.</summary>
    public static string Describe(ParseResult parsed)
    {
        string message = parsed.Errors.FirstOrDefault(error => parsed.UnmatchedTokens.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal)), parsed.Errors[0]).Message;
        foreach ((string type, string words) in Types)
            message = message
                .Replace($"as expected type 'System.{type}'", $"as {words}", StringComparison.Ordinal)
                .Replace($"as expected type 'System.Nullable`1[System.{type}]'", $"as {words}", StringComparison.Ordinal);
        return OnOneLine(message).TrimEnd('.');
    }

    private static string OnOneLine(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 1 ? message : $"{lines[0]} {string.Join(", ", lines.Skip(1))}";
    }
}
