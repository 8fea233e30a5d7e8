namespace ConvLens.Files.Onnx.Import;

/// <summary>The batch that a graph is imported for. A model whose batch is fixed is also tried with another.</summary>
/// <param name="Declared">The outermost extent that the model's inputs say.</param>
/// <param name="Current">The outermost extent that is imported.</param>
/// <param name="IsOpen">Whether the model leaves it open.</param>
internal readonly record struct BatchView(int Declared, int Current, bool IsOpen)
{
    /// <summary>The extents that a model of fixed batch would ask a reshape for, were it written for the current one.</summary>
    public long[] Follow(int[] from, long[] to) =>
        !IsOpen && Declared != Current && from is [var batch, ..] && batch == Current && to is [var first, ..] && first == Declared ? [Current, .. to[1..]] : to;
}
