namespace ConvLens.Cli.Tests;

/// <summary>Commands run one after the other, so that memory and time stay calm.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CliCollection
{
    public const string Name = "commands";
}
