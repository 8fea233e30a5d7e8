namespace ConvLens.Data.Pulses;

/// <summary>The shapes of a pulse, in the order of their labels.</summary>
public enum PulseClass
{
    /// <summary>A flat line with one box on it.</summary>
    Square,

    /// <summary>A flat line with one bell on it.</summary>
    Gaussian,

    /// <summary>A sine wave over the whole width.</summary>
    Sine,
}
