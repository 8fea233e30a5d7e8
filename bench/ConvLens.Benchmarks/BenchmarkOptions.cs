using ConvLens.Benchmarks.Jobs;

namespace ConvLens.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Jobs">Names of jobs; none means all.</param>
/// <param name="Threads">Threads; 0 is all processors.</param>
/// <param name="Runs">Runs of each job; 0 is the job's own number.</param>
internal sealed record BenchmarkOptions(IReadOnlyList<string> Jobs, int Threads, int Runs)
{
    /// <summary>Whether only the names of jobs are wanted.</summary>
    public bool List { get; init; }

    /// <summary>Whether the machine's peaks are wanted.</summary>
    public bool Peak { get; init; }

    /// <summary>Whether the job is to be run in turns with another process, see <see cref="TurnProtocol"/>.</summary>
    public bool Turns { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">An option is not known or lacks its number.</exception>
    public static BenchmarkOptions Parse(ReadOnlySpan<string> arguments)
    {
        BenchmarkOptions options = new([], 0, 0);
        while (!arguments.IsEmpty)
        {
            string argument = arguments[0];
            arguments = arguments[1..];
            switch (argument)
            {
                case "--list": options = options with { List = true }; break;
                case "--peak": options = options with { Peak = true }; break;
                case "--turns": options = options with { Turns = true }; break;
                case "--threads": options = options with { Threads = Number(argument, ref arguments) }; break;
                case "--runs": options = options with { Runs = Number(argument, ref arguments) }; break;
                case ['-', ..]: throw new FormatException($"there is no option '{argument}', expected --list, --peak, --turns, --kernels, --threads N, --runs N or names of jobs");
                default: options = options with { Jobs = [.. options.Jobs, argument] }; break;
            }
        }

        return !options.Turns || options.Jobs.Count == 1 ? options : throw new FormatException($"--turns needs the name of one job, found {options.Jobs.Count}");
    }

    private static int Number(string option, ref ReadOnlySpan<string> arguments)
    {
        if (arguments.IsEmpty || !int.TryParse(arguments[0], out int number) || number is < 0 or > 4096)
            throw new FormatException($"{option} needs a number from 0 to 4096, found {(arguments.IsEmpty ? "nothing" : $"'{arguments[0]}'")}");
        arguments = arguments[1..];
        return number;
    }
}
