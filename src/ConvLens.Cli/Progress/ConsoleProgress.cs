using ConvLens.Studies.Progress;
using Spectre.Console;

namespace ConvLens.Cli.Progress;

/// <summary>Draws a bar for every stage on a terminal; elsewhere says a line when a stage is over.</summary>
internal static class ConsoleProgress
{
    /// <summary>Does the work while its progress is shown.</summary>
    public static async Task<T> WatchAsync<T>(Terminal terminal, Func<IStudyProgress, Task<T>> work)
    {
        if (!terminal.DrawsProgress) return await work(new Lines(terminal.Error));
        IAnsiConsole console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(terminal.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => Task.Run(() => work(new Bars(context))));
    }

    private sealed class Bars(ProgressContext context) : IStudyProgress
    {
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);

        public void Report(string stage, double fraction, string status = "")
        {
            if (!_tasks.TryGetValue(stage, out ProgressTask? task)) _tasks[stage] = task = context.AddTask(stage, maxValue: 1);
            task.Description = Markup.Escape(status.Length == 0 ? stage : $"{stage}: {status}");
            task.Value = fraction;
        }
    }

    private sealed class Lines(TextWriter error) : IStudyProgress
    {
        public void Report(string stage, double fraction, string status = "")
        {
            if (fraction >= 1) error.WriteLine(status.Length == 0 ? $"{stage}: done" : $"{stage}: {status}");
        }
    }
}
