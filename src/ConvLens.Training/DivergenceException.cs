namespace ConvLens.Training;

/// <summary>The loss of a training run is no longer a finite number: the learning rate is too high, or the data are not finite. The message is one sentence.</summary>
public sealed class DivergenceException(string message) : Exception(message);
