namespace ConvLens.Training.Recorders;

/// <summary>What a step measured.</summary>
/// <param name="Epoch">The epoch it belongs to, from 1.</param>
/// <param name="Batch">Its number in the epoch, from 1.</param>
/// <param name="Batches">Steps in an epoch.</param>
/// <param name="Loss">Mean cross entropy of its samples before the update, in nats.</param>
public readonly record struct StepRecord(int Epoch, int Batch, int Batches, double Loss);
