namespace ConvLens.Networks.Execution.Plans;

/// <summary>Where an activation lies that is written right into a concatenation.</summary>
/// <param name="Join">The concatenation's index.</param>
/// <param name="Channel">Its first channel there.</param>
internal readonly record struct Placement(int Join, int Channel);
