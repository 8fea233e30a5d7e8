namespace ConvLens.Training;

/// <summary>What a complete epoch measured.</summary>
/// <param name="Epoch">Its number, from 1.</param>
/// <param name="TrainLoss">Mean cross entropy of the training samples in nats, each when its step came.</param>
/// <param name="TrainAccuracy">Share of them classified right then, 0 to 1.</param>
/// <param name="TestLoss">Mean cross entropy of the test samples after the epoch, in nats.</param>
/// <param name="TestAccuracy">Share of them classified right, 0 to 1.</param>
public sealed record EpochRecord(int Epoch, double TrainLoss, double TrainAccuracy, double TestLoss, double TestAccuracy);
