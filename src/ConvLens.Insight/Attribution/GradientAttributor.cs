using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Backward;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Parameters;

namespace ConvLens.Insight.Attribution;

/// <summary>One forward pass and one reverse walk: plain gradient, guided backpropagation or deconvnet, as the rule map says.</summary>
public static class GradientAttributor
{
    /// <summary>The signal at the input of a network with one input.</summary>
    public static InputGradient Attribute(Network network, ParameterSet parameters, Tensor input, Objective objective, RuleMap rules, Scheduler scheduler)
    {
        Executor executor = new(network, input.Shape.N, scheduler);
        Trace trace = executor.Forward(parameters, input, until: objective.Nodes);
        Signals signals = executor.Backward(trace, objective, rules);
        return new(rules.Name, objective.Name, objective.Value(trace), input, signals[network.Inputs[0].Name].Copy());
    }
}
