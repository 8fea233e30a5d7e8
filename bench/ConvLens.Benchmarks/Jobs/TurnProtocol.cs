namespace ConvLens.Benchmarks.Jobs;

/// <summary>How a job takes turns with another process: lines in, lines out.</summary>
/// <remarks>Says <c>ready</c>; answers each <c>run U N</c>, U untimed and N timed runs, by a <see cref="Turn"/>, and <c>end</c> or the end of lines by the <see cref="JobResult"/>, if there was a turn.</remarks>
internal static class TurnProtocol
{
    /// <summary>Serves until the end.</summary>
    /// <exception cref="FormatException">A line is neither.</exception>
    public static void Serve(JobTimer timer, TextReader commands, TextWriter replies)
    {
        replies.WriteLine("ready");
        while (commands.ReadLine() is { } line && line != "end")
        {
            if (line.Split(' ') is not ["run", string before, string runs] || !int.TryParse(before, out int untimed) || !int.TryParse(runs, out int timed) || untimed < 0 || timed < 1)
                throw new FormatException($"expected 'run U N' with U of at least 0 and N of at least 1, or 'end', found '{line}'");
            replies.WriteLine(timer.Take(untimed, timed).ToJson());
        }

        if (timer.Result is { } result) replies.WriteLine(result.ToJson());
    }
}
