namespace ConvLens.Networks.Execution;

/// <summary>How stochastic and batch-dependent layers behave in a pass.</summary>
/// <param name="IsTraining">Dropout drops and batch normalization uses the batch's own statistics.</param>
/// <param name="Seed">Seed of the dropout masks.</param>
/// <param name="Step">Number of the training step: each has its own masks.</param>
public readonly record struct ForwardMode(bool IsTraining, ulong Seed, long Step)
{
    /// <summary>No dropout, running statistics. The default.</summary>
    public static ForwardMode Inference => default;

    /// <summary>One training step.</summary>
    public static ForwardMode Training(ulong seed, long step) => new(true, seed, step);
}
