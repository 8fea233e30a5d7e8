namespace ConvLens.Studies.Progress;

/// <summary>The user stopped the work. The message says what was done, where it lies and how to go on.</summary>
public sealed class StoppedException(string message) : Exception(message);
