using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Parameters;
using ConvLens.Testing.Twins;
using Xunit;

namespace ConvLens.Testing.Gradients;

/// <summary>Compares the library's gradients with central differences of the double-precision twin.</summary>
/// <remarks>
/// The scalar is Σ r · output with random r, over all outputs. The step is 1e-5 in double: its truncation error (step²) and its rounding
/// (2⁻⁵³ / step) are both near 1e-10, far below float32.
/// </remarks>
public sealed class GradientCheck
{
    /// <summary>A gradient whose norm is below this counts as vanishing and is held to it absolutely: it is a sum of terms of order 1 that cancel, as for a bias under batch normalization.</summary>
    public const double LeastNorm = 0.1;

    private const double Step = 1e-5;
    private readonly Network _network;
    private readonly ForwardMode _mode;
    private readonly Dictionary<string, TwinArray> _parameters, _inputs, _masks = new(StringComparer.Ordinal), _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _errors = new(StringComparer.Ordinal);

    private GradientCheck(Network network, ParameterSet parameters, IReadOnlyDictionary<string, Tensor> inputs, ForwardMode mode)
    {
        (_network, _mode) = (network, mode);
        _parameters = parameters.ToDictionary(pair => pair.Key, pair => TwinArray.Of(pair.Value), StringComparer.Ordinal);
        _inputs = inputs.ToDictionary(pair => pair.Key, pair => TwinArray.Of(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>Relative error of every output's activation, every input's gradient and every trainable parameter's gradient, by name.</summary>
    public static IReadOnlyDictionary<string, double> Errors(Network network, ParameterSet parameters, IReadOnlyDictionary<string, Tensor> inputs, ForwardMode mode = default)
    {
        GradientCheck check = new(network, parameters, inputs, mode);
        check.Run(parameters, inputs);
        return check._errors;
    }

    /// <summary>Holds every relative error to a tolerance.</summary>
    public static void AssertHolds(Network network, ParameterSet parameters, IReadOnlyDictionary<string, Tensor> inputs, double tolerance, ForwardMode mode = default)
    {
        foreach ((string name, double error) in Errors(network, parameters, inputs, mode))
            Assert.True(error <= tolerance, $"{name} of network '{network.Name}' is off by {error:G3}, more than {tolerance:G3}");
    }

    private void Run(ParameterSet parameters, IReadOnlyDictionary<string, Tensor> inputs)
    {
        Executor executor = new(_network, inputs.Values.First().Shape.N, Schedulers.One);
        Trace trace = executor.Forward(parameters, inputs, _mode);
        RecordMasks(trace);
        Objective? objective = null;
        foreach (Node output in _network.Outputs)
        {
            Tensor weights = Numbers.Uniform(trace[output].Shape, $"r/{output.Name}");
            _weights[output.Name] = TwinArray.Of(weights);
            LinearObjective term = new(output.Name, weights);
            objective = objective is null ? term : objective + term;
        }

        IReadOnlyDictionary<string, TwinArray> activations = ForwardTwin();
        foreach (Node output in _network.Outputs)
            _errors[$"activation {output.Name}"] = Tolerance.RelativeError(activations[output.Name].Values, trace[output].ToLogical(), LeastNorm);
        Signals signals = executor.Backward(trace, objective!, wanted: [.. _network.Inputs.Select(node => node.Name)], parameters: true);
        foreach (Node input in _network.Inputs) Compare($"input {input.Name}", _inputs[input.Name], signals[input.Name]);
        foreach ((string name, ParameterSpec spec) in _network.Parameters)
            if (spec.Trainable) Compare($"parameter {name}", _parameters[name], signals.Parameters[name]);
    }

    private void Compare(string name, TwinArray variable, Tensor gradient)
    {
        double[] expected = new double[variable.Values.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            double at = variable.Values[i];
            variable.Values[i] = at + Step;
            double above = Value();
            variable.Values[i] = at - Step;
            double below = Value();
            variable.Values[i] = at;
            expected[i] = (above - below) / (2 * Step);
        }

        _errors[name] = Tolerance.RelativeError(expected, gradient.ToLogical(), LeastNorm);
    }

    private double Value()
    {
        IReadOnlyDictionary<string, TwinArray> activations = ForwardTwin();
        double sum = 0;
        foreach ((string node, TwinArray weights) in _weights)
            for (int i = 0; i < weights.Values.Length; i++) sum += weights.Values[i] * activations[node].Values[i];
        return sum;
    }

    private IReadOnlyDictionary<string, TwinArray> ForwardTwin() => new TwinNetwork(_network).Forward(_parameters, _inputs, _mode.IsTraining, _masks);

    // What dropout kept is read off its output: where the input is zero too, the factor makes no difference.
    private void RecordMasks(Trace trace)
    {
        foreach (Node node in _network.Nodes)
            if (node.Layer is Dropout dropout)
                _masks[node.Name] = TwinArray.Of(trace[node]).Map(value => value == 0 ? 0 : 1 / (1 - (double)dropout.Probability));
    }
}
