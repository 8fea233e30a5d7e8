using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Optimization;

/// <summary>Where the gradient of one parameter goes, block by block and in any order: into memory, or straight into an optimizer's step, so that it never lies in memory as a whole.</summary>
public abstract unsafe class GradientSink
{
    /// <summary>Numbers of the parameter.</summary>
    internal abstract int Length { get; }

    /// <summary>Takes a block of the gradient, of a parameter read as a matrix. Blocks do not overlap; several threads may bring them.</summary>
    /// <param name="block">The block's rows, <paramref name="blockPitch"/> floats apart.</param>
    /// <param name="blockPitch">Floats from row to row of the block.</param>
    /// <param name="first">The parameter's element that the block begins with.</param>
    /// <param name="pitch">Elements from row to row of the parameter.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="columns">Columns of the block.</param>
    internal abstract void Take<TLanes>(float* block, nint blockPitch, nint first, nint pitch, int rows, int columns)
        where TLanes : unmanaged, ILanes<TLanes>;
}
