using System.CommandLine;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens study NAME</c>.</summary>
internal static class StudyCommand
{
    /// <summary>The command with one subcommand a study.</summary>
    public static Command Create(Terminal terminal) => new("study", "A published investigation, end to end") { DeconvnetStudyCommand.Create(terminal) };
}
