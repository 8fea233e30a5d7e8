using ConvLens.Compute.Random;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Insight.Diagnostics;
using ConvLens.Insight.Objectives;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Parameters;

namespace ConvLens.Cli.Bench;

/// <summary>One pass of a network over seeded numbers in [0, 1), ready to be run again and again.</summary>
internal sealed class PassRunner
{
    private readonly Executor _executor;
    private readonly Dictionary<string, Tensor> _inputs;
    private readonly ParameterSet _parameters;
    private readonly ChannelMean _objective;
    private readonly string[] _inputNames;
    private readonly Adam _adam = new() { LearningRate = 1e-5f };
    private readonly OptimizerState _state = new();
    private ParameterUpdate? _update;

    public PassRunner(Network network, ParameterSet parameters, BenchPass pass, int batch, Scheduler scheduler)
    {
        (_executor, _objective) = (new(network, batch, scheduler), new(network.Outputs[0].Name, 0));
        IReadOnlyList<Shape> shapes = network.ShapesFor(batch);
        _inputs = network.Inputs.ToDictionary(node => node.Name, node => Fill(shapes[node.Index], node.Name), StringComparer.Ordinal);
        _inputNames = [.. _inputs.Keys];
        _parameters = pass == BenchPass.Training ? ParameterSet.OverLiveTensors(parameters.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Copy()))) : parameters;
        (Run, double multiplyAdds) = pass switch
        {
            BenchPass.Forward => ((Action)Forward, PassWork.Forward(network)),
            BenchPass.InputGradient => (InputGradient, PassWork.InputGradient(network)),
            _ => (Train, PassWork.Training(network)),
        };
        MultiplyAdds = batch * multiplyAdds;
    }

    /// <summary>Runs the pass once.</summary>
    public Action Run { get; }

    /// <summary>Multiply-adds of convolutions and dense layers by the textbook, whatever algorithm runs.</summary>
    public double MultiplyAdds { get; }

    private void Forward() => _executor.Forward(_parameters, _inputs, keep: Retention.Asked);

    private void InputGradient() => _executor.Backward(_executor.Forward(_parameters, _inputs, keep: Retention.Backward), _objective, wanted: _inputNames);

    private void Train()
    {
        Trace trace = _executor.Forward(_parameters, _inputs, ForwardMode.Training(0, _state.Steps), keep: Retention.Step);
        _executor.BackwardAndStep(trace, _objective, _update ??= new(_adam, _state, _parameters));
    }

    private static Tensor Fill(Shape shape, string name)
    {
        Tensor tensor = new(shape);
        RandomStream stream = new(0, name);
        foreach (ref float value in tensor.Span) value = stream.NextSingle(0, 1);
        return tensor;
    }
}
