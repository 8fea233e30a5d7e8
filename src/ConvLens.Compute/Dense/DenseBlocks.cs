using ConvLens.Compute.Products;

namespace ConvLens.Compute.Dense;

/// <summary>How the way back through a dense layer is cut: an item takes a range of inputs, and in it blocks of outputs one after the other.</summary>
/// <param name="Batch">Samples N.</param>
/// <param name="Inputs">Numbers of a sample, I.</param>
/// <param name="Outputs">Numbers of a result, O.</param>
/// <param name="Columns">Inputs of an item, whole panels; the last has what is left.</param>
internal readonly record struct DenseBlocks(int Batch, int Inputs, int Outputs, int Columns)
{
    /// <summary>Outputs of a block, whole groups of <see cref="PackedRows"/> on any machine; the last has what is left.</summary>
    public const int Rows = 6 * WideTile.MostRows;

    // The signal at an item's inputs and the inputs themselves, half a MiB each at most, stay in the last-level cache, a block of weights in the second-level one.
    private const int SignalLength = 1 << 17, MostColumns = 768, FewestItems = 16, LeastColumns = 96;

    /// <summary>Number of items.</summary>
    public int Items => RoundUp.Quotient(Inputs, Columns);

    /// <summary>Cuts a layer.</summary>
    public static DenseBlocks Of(int batch, int inputs, int outputs)
    {
        int columns = Math.Min(SignalLength / batch, RoundUp.Quotient(inputs, FewestItems));
        columns = Math.Clamp(columns / (2 * PanelMatrix.PanelWidth) * 2 * PanelMatrix.PanelWidth, LeastColumns, MostColumns);
        return new(batch, inputs, outputs, columns);
    }
}
