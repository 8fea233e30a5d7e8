namespace ConvLens.Benchmarks.Jobs;

/// <summary>What is timed, with everything it needs in place.</summary>
/// <param name="MultiplyAdds">Multiplications with their additions that a run takes by the textbook, whatever algorithm is used.</param>
/// <param name="Run">One run.</param>
internal sealed record PreparedJob(double MultiplyAdds, Action Run);
