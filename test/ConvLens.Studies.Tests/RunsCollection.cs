namespace ConvLens.Studies.Tests;

/// <summary>Tests that train run one after the other, so that memory and time stay calm.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsCollection
{
    public const string Name = "runs";
}
