using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>Training from random values: forward, backward, optimizer, running statistics. Executors of several batch sizes may share one.</summary>
internal sealed class TrainingStep(Network network, Optimizer optimizer, Scheduler scheduler)
{
    private readonly ParameterSet _parameters = ParameterSet.OverLiveTensors(InitialValues.Default(network));
    private readonly OptimizerState _state = new();
    private ParameterUpdate? _update;

    /// <summary>One step down the negative of an objective.</summary>
    public void Run(Executor executor, IReadOnlyDictionary<string, Tensor> inputs, Objective objective)
    {
        Trace trace = executor.Forward(_parameters, inputs, ForwardMode.Training(0, _state.Steps), keep: Retention.Step);
        executor.BackwardAndStep(trace, -objective, _update ??= new(optimizer, _state, _parameters));
        foreach ((string parameter, Tensor observed, float momentum) in executor.Statistics) Arithmetic.Blend(scheduler, momentum, observed.Values, _parameters[parameter].Span);
    }
}
