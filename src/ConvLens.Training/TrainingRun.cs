using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;
using ConvLens.Data.Batches;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Parameters;
using ConvLens.Training.Losses;
using ConvLens.Training.Recorders;

namespace ConvLens.Training;

/// <summary>A run's private buffers: the parameters that change, what the optimizer remembers, and an executor for each batch size.</summary>
internal sealed class TrainingRun
{
    private readonly TrainingPlan _plan;
    private readonly Dataset _train;
    private readonly Scheduler _scheduler;
    private readonly OptimizerState _optimizerState = new();
    private ParameterUpdate? _update;
    private readonly Dictionary<int, BatchRunner> _runners = [];
    private readonly List<EpochRecord> _history = [];
    private int[] _order = [];
    private int _orderEpoch = -1;

    public TrainingRun(TrainingPlan plan, Dataset train, Scheduler scheduler, TrainingState? from)
    {
        (_plan, _train, _scheduler) = (plan, train, scheduler);
        ParameterSet initial = from?.Parameters ?? ParameterSet.Initialize(plan.Network, plan.Seed);
        initial.RequireFit(plan.Network);
        LiveParameters = ParameterSet.OverLiveTensors(initial.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Copy())));
        Position = from?.Position ?? TrainingPosition.Start;
        if (from is null) return;
        _history.AddRange(from.History);
        _optimizerState.Steps = from.Position.Steps;
        foreach ((string key, Tensor tensor) in from.OptimizerTensors) _optimizerState.Restore(key, tensor);
    }

    public ParameterSet LiveParameters { get; }

    public TrainingPosition Position { get; private set; }

    public int Batches => _plan.StepsPerEpoch(_train.Count);

    public StepRecord Step()
    {
        if (_orderEpoch != Position.Epoch) (_order, _orderEpoch) = (EpochOrder.Of(_plan.Seed, Position.Epoch, _train.Count), Position.Epoch);
        int first = Position.Batch * _plan.BatchSize, count = Math.Min(_plan.BatchSize, _train.Count - first);
        if (!_runners.TryGetValue(count, out BatchRunner? runner)) _runners[count] = runner = new(_plan, _train, _scheduler, count);
        _train.CopyBatch(_order.AsSpan(first, count), runner.Inputs, runner.Labels);

        Trace trace = runner.Executor.Forward(LiveParameters, runner.Inputs, ForwardMode.Training(_plan.Seed, Position.Steps), keep: Retention.Step);
        double loss = -runner.Objective.Value(trace);
        int correct = Predictions.CountCorrect(trace[runner.Output], runner.Labels);
        _update ??= NewUpdate();
        _update.RateFactor = _plan.Schedule.FactorAt(Position.Epoch);
        runner.Executor.BackwardAndStep(trace, runner.Descent, _update);
        IReadOnlyList<(string Parameter, Tensor Observed, float Momentum)> statistics = runner.Executor.Statistics;
        for (int i = 0; i < statistics.Count; i++)
        {
            (string parameter, Tensor observed, float momentum) = statistics[i];
            Arithmetic.Blend(_scheduler, momentum, observed.Values, LiveParameters[parameter].Span);
        }

        Position = Position with { Batch = Position.Batch + 1, Steps = Position.Steps + 1, LossSum = Position.LossSum + (loss * count), Correct = Position.Correct + correct };
        return new(Position.Epoch + 1, Position.Batch, Batches, loss);
    }

    public EpochRecord CloseEpoch(Evaluation test)
    {
        EpochRecord record = new(Position.Epoch + 1, Position.LossSum / _train.Count, (double)Position.Correct / _train.Count, test.Loss, test.Accuracy);
        _history.Add(record);
        Position = new(Position.Epoch + 1, 0, Position.Steps, 0, 0);
        return record;
    }

    public TrainingState Snapshot() => new(
        new(LiveParameters.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Copy()))),
        _optimizerState.Tensors.ToDictionary(pair => pair.Key, pair => pair.Value.Copy().Freeze(), StringComparer.Ordinal),
        Position,
        [.. _history]);

    /// <summary>The optimizer at work. Its slots stand in the network's order, which is that of checkpoints; a walk back would take them up in its own.</summary>
    private ParameterUpdate NewUpdate()
    {
        foreach ((string name, ParameterSpec spec) in _plan.Network.Parameters.Where(parameter => parameter.Spec.Trainable))
            foreach (string slot in _plan.Optimizer.Slots) _optimizerState.Slot(slot, name, spec.Shape);
        return new(_plan.Optimizer, _optimizerState, LiveParameters);
    }

    /// <summary>An executor for one batch size with its inputs, labels and loss.</summary>
    private sealed class BatchRunner(TrainingPlan plan, Dataset data, Scheduler scheduler, int count)
    {
        public Executor Executor { get; } = new(plan.Network, count, scheduler);

        public Tensor Inputs { get; } = new(data.Inputs.Shape.WithN(count));

        public int[] Labels { get; } = new int[count];

        public string Output { get; } = plan.Network.Outputs[0].Name;

        public Objective Objective => field ??= new LogLikelihood(Output, Labels);

        /// <summary>What the walk back climbs: the loss.</summary>
        public Objective Descent => field ??= -Objective;
    }
}
