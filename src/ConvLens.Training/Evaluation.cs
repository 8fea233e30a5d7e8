namespace ConvLens.Training;

/// <summary>How a classifier does on a dataset.</summary>
/// <param name="Loss">Mean cross entropy in nats.</param>
/// <param name="Accuracy">Share classified right, 0 to 1.</param>
/// <param name="Predicted">The predicted class of every sample.</param>
public sealed record Evaluation(double Loss, double Accuracy, IReadOnlyList<int> Predicted);
