namespace ConvLens.Cli.Bench;

/// <summary>What <c>convlens bench</c> times.</summary>
internal enum BenchPass
{
    /// <summary>Inputs up to the outputs.</summary>
    Forward,

    /// <summary>Forward, and the gradient of the first output channel's mean down to the inputs; weights are frozen.</summary>
    InputGradient,

    /// <summary>Forward, gradients to all weights, and an Adam step.</summary>
    Training,
}
