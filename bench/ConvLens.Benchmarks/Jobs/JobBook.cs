using ConvLens.Benchmarks.Networks;
using ConvLens.Benchmarks.Objectives;
using ConvLens.Compute.Scheduling;
using ConvLens.Networks.Optimizers;
using ConvLens.Networks.Zoo;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>All jobs by name.</summary>
internal static class JobBook
{
    private static readonly Adam Adam = new() { LearningRate = 1e-3f };
    private static readonly Sgd Sgd = new() { LearningRate = 0.1f };

    public static IReadOnlyList<Job> Jobs { get; } =
    [
        new("vgg16-forward-b1", 1, 15, scheduler => ForwardJob.Prepare(Vgg16Features.Create(), 1, scheduler)),
        new("vgg16-forward-b8", 8, 7, scheduler => ForwardJob.Prepare(Vgg16Features.Create(), 8, scheduler)),
        new("vgg16-input-gradient", 1, 9, scheduler => InputGradientJob.Prepare(Vgg16Features.Create(), scheduler)),
        new("googlenet-forward", 1, 25, scheduler => ForwardJob.Prepare(FoldedGoogLeNet.Create(), 1, scheduler)),
        new("resnet50-forward", 1, 25, scheduler => ForwardJob.Prepare(FoldedResNet50.Create(), 1, scheduler)),
        new("mobilenet-v2-forward", 1, 25, scheduler => ForwardJob.Prepare(FoldedMobileNetV2.Create(), 1, scheduler)),
        new("squeezenet-1.1-forward", 1, 25, scheduler => ForwardJob.Prepare(ModelZoo.Create("squeezenet1_1"), 1, scheduler)),
        new("lenet-epoch", 128, 3, scheduler => EpochJob.Prepare(LeNet5.Create(), 60_000, 128, Adam, scheduler)),
        new("pulse-100-step", 1000, 3, scheduler => PulseStep(100, 20, 1000, scheduler)),
        new("pulse-500-step", 16, 3, scheduler => PulseStep(500, 25, 16, scheduler)),
        new("dualnet-32-step", 200, 15, scheduler => DualNetStep(32, 384, 200, scheduler)),
        new("dualnet-128-step", 200, 3, scheduler => DualNetStep(128, 6144, 200, scheduler)),
        new("gemm-512", 1, 25, scheduler => ProductJob.Prepare(512, packEachTime: false, scheduler)),
        new("gemm-1024", 1, 25, scheduler => ProductJob.Prepare(1024, packEachTime: false, scheduler)),
        new("gemm-1024-packing", 1, 25, scheduler => ProductJob.Prepare(1024, packEachTime: true, scheduler)),
        new("gemm-loop", 1, 25, ProductLoopJob.Prepare),
    ];

    /// <summary>A job by name.</summary>
    /// <exception cref="FormatException">There is none; the message lists those there are.</exception>
    public static Job Find(string name) =>
        Jobs.FirstOrDefault(job => job.Name == name) ?? throw new FormatException($"there is no job '{name}', expected one of {string.Join(", ", Jobs.Select(job => job.Name))}");

    /// <summary>SGD on the mean absolute error against random targets.</summary>
    private static PreparedJob PulseStep(int size, int kernel, int batch, Scheduler scheduler) => TrainingJob.Prepare(
        PulseNet.Create(size, kernel), batch, Sgd, (_, output) => new NegativeMeanAbsoluteError("tanh3", InitialValues.Picture(output, "targets")), scheduler);

    /// <summary>Adam on the mean squared error against the downlink itself.</summary>
    private static PreparedJob DualNetStep(int size, int code, int batch, Scheduler scheduler) => TrainingJob.Prepare(
        DualNet.CreateMagnitude(size, code), batch, Adam, (inputs, _) => new NegativeMeanSquaredError("sigmoid", inputs["down"]), scheduler);
}
