using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ConvLens.Benchmarks.Kernels;

/// <summary>Hands the kernels to BenchmarkDotNet.</summary>
internal static class KernelRunner
{
    /// <summary>Runs what the arguments choose, as in <c>--filter *Convolution*</c>; without arguments everything.</summary>
    public static void Run(string[] arguments)
    {
        // In this process: the generated projects of other toolchains would have to obey this repository's build rules.
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(BenchmarkDotNet.Jobs.Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
        BenchmarkSwitcher.FromTypes([typeof(MatrixProductBenchmarks), typeof(ConvolutionBenchmarks)]).Run(arguments.Length > 0 ? arguments : ["--filter", "*"], config);
    }
}
