using ConvLens.Compute.Scheduling;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>A piece of work that users wait for.</summary>
/// <param name="Name">How it is called on the command line and in results.</param>
/// <param name="Batch">Samples of a run's step.</param>
/// <param name="Runs">Runs to take the median of.</param>
/// <param name="Prepare">Builds network, parameters and data; not timed.</param>
internal sealed record Job(string Name, int Batch, int Runs, Func<Scheduler, PreparedJob> Prepare);
