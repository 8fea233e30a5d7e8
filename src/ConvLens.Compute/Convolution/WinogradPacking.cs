using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>U of all kernels, panel by panel, where it is kept.</summary>
internal readonly unsafe struct WinogradPacking(WinogradPartition parts, WinogradWeights weights, float* u) : IKernel
{
    public void Run<TLanes>(int item)
        where TLanes : unmanaged, ILanes<TLanes> =>
        weights.Transform(item * PanelMatrix.PanelWidth, 0, parts.Channels, u + ((long)item * parts.PanelPitch), parts.PointPitch);
}
