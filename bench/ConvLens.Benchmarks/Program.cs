using ConvLens.Benchmarks;
using ConvLens.Benchmarks.Jobs;
using ConvLens.Benchmarks.Kernels;
using ConvLens.Benchmarks.Peak;

if (args is ["--kernels", ..])
{
    KernelRunner.Run(args[1..]);
    return 0;
}

try
{
    BenchmarkOptions options = BenchmarkOptions.Parse(args);
    Job[] jobs = options.Jobs.Count == 0 ? [.. JobBook.Jobs] : [.. options.Jobs.Select(JobBook.Find)];
    if (options.List)
        foreach (Job job in jobs) Console.WriteLine(job.Name);
    else if (options.Peak)
        Console.WriteLine(MachinePeak.Measure(options.Threads > 0 ? options.Threads : Environment.ProcessorCount).ToJson());
    else if (options.Turns)
        TurnProtocol.Serve(new(jobs[0], options.Threads), Console.In, Console.Out);
    else
        foreach (Job job in jobs) Console.WriteLine(JobTimer.Measure(job, options.Threads, options.Runs).ToJson());
    return 0;
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
