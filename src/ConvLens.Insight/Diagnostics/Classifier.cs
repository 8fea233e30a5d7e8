using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Insight.Diagnostics;

/// <summary>Asks a network whose output is log-probabilities [N, classes] for its predictions.</summary>
public static class Classifier
{
    /// <summary>The prediction for one picture.</summary>
    /// <param name="network">The network.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="picture">[1, C, H, W].</param>
    /// <param name="index">The picture's number in its dataset.</param>
    /// <param name="label">Its true class.</param>
    /// <param name="scheduler">Who works.</param>
    public static ClassPrediction Predict(Network network, ParameterSet parameters, Tensor picture, int index, int label, Scheduler scheduler)
    {
        Trace trace = new Executor(network, 1, scheduler).Forward(parameters, picture, keep: Retention.Asked);
        float[] logProbabilities = trace[network.Outputs[0]].ToLogical();
        return new(index, picture, label, [.. logProbabilities.Select(value => Math.Exp(value))]);
    }
}
