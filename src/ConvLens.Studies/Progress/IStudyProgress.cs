namespace ConvLens.Studies.Progress;

/// <summary>Watches a study; the hosts draw bars of it.</summary>
public interface IStudyProgress
{
    /// <summary>A stage has come so far.</summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="fraction">How much of it, 0 to 1; at 1 the stage is over.</param>
    /// <param name="status">The latest number worth saying, or nothing.</param>
    void Report(string stage, double fraction, string status = "");
}
