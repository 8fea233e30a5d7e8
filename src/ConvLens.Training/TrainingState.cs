using ConvLens.Compute.Tensors;
using ConvLens.Networks.Parameters;

namespace ConvLens.Training;

/// <summary>All that a stopped run needs to go on as if it had never stopped.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="OptimizerTensors">What the optimizer remembers, under <c>slot/parameter</c>.</param>
/// <param name="Position">How far the run has come.</param>
/// <param name="History">The epochs that are complete.</param>
public sealed record TrainingState(
    ParameterSet Parameters, IReadOnlyDictionary<string, Tensor> OptimizerTensors, TrainingPosition Position, IReadOnlyList<EpochRecord> History);
