using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Optimizers;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>One step on one batch in memory.</summary>
internal static class TrainingJob
{
    /// <summary>Prepares it.</summary>
    /// <param name="network">The network; its inputs are pictures.</param>
    /// <param name="batch">Samples of the step.</param>
    /// <param name="optimizer">How parameters follow.</param>
    /// <param name="objective">What is to grow, from the inputs by name and the shape of the output.</param>
    /// <param name="scheduler">Who works.</param>
    public static PreparedJob Prepare(Network network, int batch, Optimizer optimizer, Func<IReadOnlyDictionary<string, Tensor>, Shape, Objective> objective, Scheduler scheduler)
    {
        Dictionary<string, Tensor> inputs = network.Inputs.ToDictionary(
            node => node.Name, node => InitialValues.Picture(network.Shapes[node.Index].WithN(batch), node.Name), StringComparer.Ordinal);
        TrainingStep step = new(network, optimizer, scheduler);
        Executor executor = new(network, batch, scheduler);
        Objective wanted = objective(inputs, network.Shapes[network.Outputs[0].Index].WithN(batch));
        return new(batch * PassWork.Training(network), () => step.Run(executor, inputs, wanted));
    }
}
