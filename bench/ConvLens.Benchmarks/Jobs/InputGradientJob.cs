using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Insight.Diagnostics;
using ConvLens.Insight.Objectives;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>Saliency: one picture up, and the gradient of the first output map's mean down to the pixels; weights are frozen.</summary>
internal static class InputGradientJob
{
    public static PreparedJob Prepare(Network network, Scheduler scheduler)
    {
        ParameterSet parameters = new(InitialValues.He(network));
        Tensor picture = InitialValues.Picture(network.Shapes[network.Inputs[0].Index], "picture");
        Executor executor = new(network, 1, scheduler);
        ChannelMean objective = new(network.Outputs[0].Name, 0);
        return new(PassWork.InputGradient(network), () => executor.Backward(executor.Forward(parameters, picture, keep: Retention.Backward), objective));
    }
}
