namespace ConvLens.Cli;

/// <summary>The outside world of one command: its streams, and what the environment says. Tests bring their own.</summary>
/// <param name="Output">Results: tables, JSON.</param>
/// <param name="Error">Messages and progress.</param>
/// <param name="DrawsProgress">Whether bars can be drawn on <paramref name="Error"/>.</param>
/// <param name="OutputWidth">Columns of <paramref name="Output"/>, or null where it is no terminal.</param>
/// <param name="Environment">An environment variable by name; null where it is not set.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool DrawsProgress, int? OutputWidth, Func<string, string?> Environment)
{
    /// <summary>The process' own.</summary>
    public static Terminal OfProcess() => new(
        Console.Out, Console.Error, !Console.IsErrorRedirected, Console.IsOutputRedirected ? null : Console.WindowWidth,
        name => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null);
}
