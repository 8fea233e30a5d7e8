namespace ConvLens.Files.Pickle;

/// <summary>What stands for a global of Python's that a pickle may call.</summary>
/// <param name="Name">Module and name, as in <c>collections.OrderedDict</c>.</param>
/// <param name="Call">Arguments to value.</param>
internal sealed record PickleFunction(string Name, Func<object?[], object?> Call);
