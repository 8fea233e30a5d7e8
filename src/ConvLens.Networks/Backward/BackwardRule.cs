namespace ConvLens.Networks.Backward;

/// <summary>How a layer hands a signal at its output down to its inputs.</summary>
public abstract record BackwardRule
{
    /// <summary>The rule's name in the literature.</summary>
    public abstract string Name { get; }

    /// <summary>Writes every asked-for input signal of the layer.</summary>
    public abstract void Apply(LayerBackward layer);
}
