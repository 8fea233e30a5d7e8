namespace ConvLens.Networks.Execution.Plans;

/// <summary>From which step to which a buffer holds numbers that somebody reads, both included.</summary>
/// <param name="First">The step that writes it.</param>
/// <param name="Last">The last step that reads it; <see cref="Forever"/> if it is read after the pass.</param>
internal readonly record struct Lifetime(int First, int Last)
{
    public const int Forever = int.MaxValue;

    /// <summary>Whether both hold numbers at the same step.</summary>
    public bool Overlaps(Lifetime other) => First <= other.Last && other.First <= Last;
}
