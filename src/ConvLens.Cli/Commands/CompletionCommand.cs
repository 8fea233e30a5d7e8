using System.CommandLine;

namespace ConvLens.Cli.Commands;

/// <summary><c>convlens completion SHELL</c>: a script that asks the command itself what could come next.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _convlens() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(convlens "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _convlens convlens
        """;

    private const string Zsh = """
        _convlens() {
          local -a found=("${(@f)$(convlens "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a found || _files
        }
        compdef _convlens convlens
        """;

    private const string Fish = """
        complete -c convlens -a '(convlens "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal) { ["bash"] = Bash, ["zsh"] = Zsh, ["fish"] = Fish };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        Command command = new("completion", "A completion script for a shell: source <(convlens completion bash)") { shell };
        command.SetAction(parsed =>
        {
            terminal.Output.WriteLine(Scripts[parsed.GetRequiredValue(shell)]);
            return ExitCode.Done;
        });
        return command;
    }
}
