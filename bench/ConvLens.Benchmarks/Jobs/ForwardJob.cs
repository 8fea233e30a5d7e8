using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Parameters;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>Inference: one batch of pictures up to the network's output.</summary>
internal static class ForwardJob
{
    public static PreparedJob Prepare(Network network, int batch, Scheduler scheduler)
    {
        ParameterSet parameters = new(InitialValues.He(network));
        Tensor pictures = InitialValues.Picture(network.Shapes[network.Inputs[0].Index].WithN(batch), "pictures");
        Executor executor = new(network, batch, scheduler);
        string[] outputs = [network.Outputs[0].Name];
        return new(batch * Work.Forward(network), () => executor.Forward(parameters, pictures, until: outputs, keep: Retention.Asked));
    }
}
