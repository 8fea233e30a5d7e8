using ConvLens.Compute.Normalization;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Items that write a batch, sample after sample, each followed by the reduction of what it wrote: an item here is a part of the reduction.</summary>
/// <param name="kernel">Writes the batch.</param>
/// <param name="samples">Samples of the batch.</param>
/// <param name="sampleItems">Items of <paramref name="kernel"/> that write a sample, one after the other.</param>
/// <param name="reduction">Sums up what they write.</param>
internal readonly struct ReducedKernel<TKernel>(TKernel kernel, int samples, int sampleItems, BatchReduction reduction) : IKernel
    where TKernel : struct, IKernel
{
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int first = item * reduction.PartSamples, end = Math.Min(first + reduction.PartSamples, samples);
        for (int sample = first; sample < end; sample++)
        {
            for (int i = 0; i < sampleItems; i++) kernel.Run<TLanes>((sample * sampleItems) + i);
            reduction.Add<TLanes>(item, sample);
        }
    }
}
