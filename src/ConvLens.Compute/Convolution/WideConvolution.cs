using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution with many outputs as an implicit product: rows of A are patches, packed block by block; B are the weights.</summary>
/// <remarks>
/// A: [output pixels, patch]   B: [patch, outputs of a group]   C: [output pixels, outputs], the output itself. Nothing as large as all patches is ever in memory.
/// </remarks>
public sealed unsafe class WideConvolution(ConvolutionGeometry geometry) : PitchedConvolution(geometry)
{
    private readonly PanelMatrix _weights = new(geometry.PatchLength, geometry.GroupOutputs, geometry.Groups);
    private readonly WidePartition _parts = Partition(geometry);

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights) =>
        _weights.Pack(scheduler, weights, rowStride: 1, columnStride: Geometry.PatchLength, matrixStride: Geometry.GroupOutputs * Geometry.PatchLength);

    /// <summary>How the product of a geometry is cut.</summary>
    internal static WidePartition Partition(ConvolutionGeometry geometry) =>
        WidePartition.Of(geometry.Input.N * geometry.OutputRows * geometry.OutputColumns, RoundUp.Quotient(geometry.GroupOutputs, PanelMatrix.PanelWidth), geometry.Groups);

    private protected override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, int pitch, ReadOnlySpan<float> addend, Rectification rectification,
        BatchReduction? reduction)
    {
        int pixels = Geometry.Output.Length / Geometry.Outputs;
        fixed (float* x = input, w = _weights.Values, b = bias, y = output, plus = addend)
            scheduler.Run(new Kernel(Geometry, x, w, b, y, pitch, _weights.PanelLength, _weights.Panels, pixels, _parts, new(y, plus, rectification)), _parts.Items * Geometry.Groups);
    }

    private readonly struct Kernel(
        ConvolutionGeometry geometry, float* x, float* w, float* bias, float* y, int pitch, int panelLength, int panels, int pixels, WidePartition parts, Epilogue epilogue) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int blockCut, int group) = int.DivRem(item, geometry.Groups);
            (int block, int cut) = int.DivRem(blockCut, parts.Cuts);
            int first = block * parts.BlockRows, rows = Math.Min(parts.BlockRows, pixels - first), patch = geometry.PatchLength;
            int firstPanel = cut * parts.CutPanels, columns = Math.Min(parts.CutPanels * PanelMatrix.PanelWidth, geometry.GroupOutputs - (firstPanel * PanelMatrix.PanelWidth));
            int channel = (group * geometry.GroupOutputs) + (firstPanel * PanelMatrix.PanelWidth);
            float* weights = w + ((((long)group * panels) + firstPanel) * panelLength);
            float* target = y + ((long)first * pitch) + channel;
            Span<PatchPlace> places = stackalloc PatchPlace[WideBlock.MostTiles * WideTile.MostRows];
            PatchPlace.Locate(geometry, first, places[..rows]);
            PatchReader reader = new(geometry, x, group);
            nint groupPitch = PackedRows.GroupPitch<TLanes>(WideBlock.Depth);
            fixed (float* a = Scratch.Floats(WideBlock.Length))
                for (int k = 0; k < patch; k += WideBlock.Depth)
                {
                    int depth = Math.Min(WideBlock.Depth, patch - k);
                    reader.Pack<TLanes>(places[..rows], k, depth, a, groupPitch);
                    WideBlock.Add<TLanes>(
                        a, groupPitch, rows, weights + ((long)k * PanelMatrix.PanelWidth), panelLength, depth, k == 0, bias is null ? null : bias + channel, target, pitch, columns,
                        k + depth == patch ? epilogue : default);
                }
        }
    }
}
