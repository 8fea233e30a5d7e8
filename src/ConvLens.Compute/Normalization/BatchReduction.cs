using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Normalization;

/// <summary>Sums over the rows of a batch that may be taken by whoever writes it, sample by sample, while each is near: nobody reads it from memory for them then.</summary>
/// <remarks>The batch is cut into parts of whole samples, whose sums are joined in order. Parts depend on shapes alone: the same bits whoever takes the sums.</remarks>
public abstract class BatchReduction
{
    private protected BatchReduction(FoldedColumns folded) => Folded = folded;

    /// <summary>Whether samples are whole rows, and enough for parts that keep threads busy. If not, nobody takes the sums on the way.</summary>
    public bool GoesAlong => Folded.SampleRows > 1;

    /// <summary>The batch, from when a reduction begins until it is read.</summary>
    internal abstract Tensor? Batch { get; }

    /// <summary>Number of parts.</summary>
    internal int Parts => Folded.Items;

    /// <summary>Samples of a part; the last has what is left.</summary>
    internal int PartSamples => Folded.ItemRows / Folded.SampleRows;

    private protected FoldedColumns Folded { get; }

    /// <summary>Adds a sample to its part. A part's samples come in order, beginning with its first.</summary>
    internal abstract void Add<TLanes>(int part, int sample)
        where TLanes : unmanaged, ILanes<TLanes>;
}
