using System.Text.Json;
using ConvLens.Benchmarks.Jobs;
using ConvLens.Benchmarks.Networks;
using ConvLens.Benchmarks.Objectives;
using ConvLens.Compute.Tensors;
using ConvLens.Insight.Diagnostics;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Objectives;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Zoo;
using ConvLens.Testing;

namespace ConvLens.Benchmarks.Tests.Jobs;

public sealed class JobTests
{
    [Fact]
    public void Training_counts_no_gradient_to_inputs_below_which_nothing_trains()
    {
        Network network = new NetworkBuilder("n").AddInput("input", [1, 2, 5, 5]).Add("pool", new AveragePooling(1))
            .Add("conv", new Convolution(3, 3)).Add("flatten", new Flatten()).Add("fc", new Dense(4)).Build();
        // The convolution: 3·3·3 outputs of 2·3·3 products; the dense layer 27·4.
        Assert.Equal((2 * 27 * 18) + (3 * 108), PassWork.Training(network));
        Assert.Equal(2 * ((27 * 18) + 108), PassWork.InputGradient(network));
    }

    [Fact]
    public void A_training_step_makes_the_loss_smaller()
    {
        Network network = DualNet.CreateMagnitude(8, 16);
        Dictionary<string, Tensor> inputs = new(StringComparer.Ordinal) { ["down"] = InitialValues.Picture([4, 1, 8, 8], "down"), ["up"] = InitialValues.Picture([4, 1, 8, 8], "up") };
        TrainingStep step = new(network, new Adam { LearningRate = 1e-2f }, Schedulers.One);
        Executor executor = new(network, 4, Schedulers.One);
        List<double> errors = [];
        for (int i = 0; i < 20; i++)
        {
            Watched objective = new(new NegativeMeanSquaredError("sigmoid", inputs["down"]));
            step.Run(executor, inputs, objective);
            errors.Add(-objective.Seen);
        }

        Assert.True(errors[^1] < errors[0] / 2, $"from {errors[0]} to {errors[^1]}");
    }

    [Fact]
    public void A_result_is_one_line_of_json_with_the_median_and_its_rate()
    {
        Job job = new("job", 7, 4, _ => throw new NotSupportedException());
        // Medians of 1.5 and 6 seconds: 8 and 2 GFLOP/s of 10 and 20.
        string line = new JobResult(job, 2, [new([1, 2], 6e9, 10), new([9, 4, 6], 6e9, 20)], 123_456_789).ToJson();
        Assert.DoesNotContain('\n', line);
        JsonElement json = JsonDocument.Parse(line).RootElement;
        Assert.Equal(["job", "seconds", "min", "max", "gflops", "peakGflops", "peakShare", "peakMemoryMB", "threads", "batch"], json.EnumerateObject().Select(property => property.Name));
        Assert.Equal([4, 1, 9, 3, 15, 0.45, 123.5, 2, 7], json.EnumerateObject().Skip(1).Select(property => property.Value.GetDouble()));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_in_a_sentence()
    {
        BenchmarkOptions options = BenchmarkOptions.Parse(["a", "--threads", "2", "b", "--runs", "3"]);
        Assert.Equal(["a", "b"], options.Jobs);
        Assert.Equal((2, 3, false, false), (options.Threads, options.Runs, options.List, options.Peak));
        Assert.Equal("--threads needs a number from 0 to 4096, found 'two'", Assert.Throws<FormatException>(() => BenchmarkOptions.Parse(["--threads", "two"])).Message);
        Assert.Equal("--runs needs a number from 0 to 4096, found nothing", Assert.Throws<FormatException>(() => BenchmarkOptions.Parse(["--runs"])).Message);
        Assert.Equal("--turns needs the name of one job, found 2", Assert.Throws<FormatException>(() => BenchmarkOptions.Parse(["a", "--turns", "b"])).Message);
        Assert.StartsWith("there is no option '--run'", Assert.Throws<FormatException>(() => BenchmarkOptions.Parse(["--run"])).Message, StringComparison.Ordinal);
        Assert.StartsWith("there is no job 'vgg'", Assert.Throws<FormatException>(() => JobBook.Find("vgg")).Message, StringComparison.Ordinal);
    }

    private sealed class Watched(Objective inner) : Objective
    {
        public double Seen { get; private set; }

        public override string Name => inner.Name;

        public override IReadOnlyList<string> Nodes => inner.Nodes;

        public override double Value(Trace trace) => inner.Value(trace);

        public override void Seed(Trace trace, float factor, SignalSeeds seeds)
        {
            Seen = inner.Value(trace);
            inner.Seed(trace, factor, seeds);
        }
    }
}
