using ConvLens.Studies.Progress;

namespace ConvLens.Studies.Tests;

/// <summary>Remembers how far each stage has come, and can do something at every report of training.</summary>
internal sealed class StudyProgress(Action<double>? onTraining = null) : IStudyProgress
{
    /// <summary>The last fraction of each stage, in the order the stages began.</summary>
    public OrderedDictionary<string, double> Stages { get; } = [];

    public void Report(string stage, double fraction, string status = "")
    {
        Assert.InRange(fraction, Stages.GetValueOrDefault(stage), 1);
        Stages[stage] = fraction;
        if (stage.StartsWith("train", StringComparison.Ordinal)) onTraining?.Invoke(fraction);
    }

    /// <summary>Watches a run and cancels it as soon as its training has come beyond a fraction.</summary>
    public static StudyProgress CancelBeyond(double limit, CancellationTokenSource source) => new(fraction =>
    {
        if (fraction > limit) source.Cancel();
    });
}
