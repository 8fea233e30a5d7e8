namespace ConvLens.Networks.Execution;

/// <summary>How much of a forward pass stays readable, and so how much memory it takes.</summary>
public enum Retention
{
    /// <summary>Every node that was computed: both sides of every ReLU. The default.</summary>
    Everything,

    /// <summary>What a walk back needs. A node that was not asked for, and that only a sum or a rectifier reads, may be computed together with it and left out.</summary>
    Backward,

    /// <summary>What the walk back of a training step needs, <see cref="Executor.BackwardAndStep"/>. As <see cref="Backward"/>, and a normalization may leave its output to the one layer that reads it, which makes it anew on each way.</summary>
    Step,

    /// <summary>The nodes asked for. The others' memory is used again within the pass; there is no walk back.</summary>
    Asked,
}
