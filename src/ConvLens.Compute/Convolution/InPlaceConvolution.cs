using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution as an implicit product whose rows are output pixels: their patches are read in place from a padded copy of the input, and nothing is packed.</summary>
public sealed unsafe class InPlaceConvolution : PitchedConvolution
{
    private const int Width = PanelMatrix.PanelWidth;

    // Floats of panels that go over the rows together: half of a first-level cache.
    private const int NearFloats = 4 << 10;

    // An item copies the lines it reads, rather than all be copied before, if that is at most so many numbers for each row of a tile times its multiply-adds: a small part of its work.
    private const int CopyShare = 2;

    private readonly PanelMatrix _weights;
    private readonly Tensor? _padded;
    private readonly InPlacePartition _parts;
    private readonly int[] _runs;

    /// <summary>Takes the workspace for one geometry.</summary>
    public InPlaceConvolution(ConvolutionGeometry geometry)
        : base(geometry)
    {
        _runs = geometry.PatchRuns();
        _weights = new(geometry.PatchLength, geometry.GroupOutputs, geometry.Groups);
        _parts = InPlacePartition.Of(geometry.Input.N * geometry.OutputRows * geometry.OutputColumns, geometry.GroupOutputs, geometry.Groups);
        _padded = geometry.HasPadding && !ItemsCopy ? new(geometry.Padded) : null;
    }

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights) =>
        _weights.Pack(scheduler, weights, rowStride: 1, columnStride: Geometry.PatchLength, matrixStride: Geometry.GroupOutputs * Geometry.PatchLength);

    private protected override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, int pitch, ReadOnlySpan<float> addend, Rectification rectification,
        BatchReduction? reduction)
    {
        if (_padded is not null) Padding.Fill(scheduler, Geometry, input, _padded.Span);
        int pixels = Geometry.Output.Length / Geometry.Outputs, samplePixels = pixels / Geometry.Input.N;
        // Items of a reduction end where samples do.
        InPlacePartition parts = reduction is null ? _parts : _parts.Within(samplePixels);
        fixed (float* x = _padded is null ? input : _padded.Values, w = _weights.Values, b = bias, y = output, plus = addend)
        fixed (int* runs = _runs)
        {
            Kernel kernel = new(
                Geometry, x, _padded is null && Geometry.HasPadding, w, b, y, pitch, runs, _weights.PanelLength, _weights.Panels, reduction is null ? pixels : samplePixels, parts, new(y, plus, rectification));
            if (reduction is null) scheduler.Run(kernel, parts.Items * Geometry.Groups);
            else scheduler.Run(new ReducedKernel<Kernel>(kernel, Geometry.Input.N, parts.Items, reduction), reduction.Parts);
        }
    }

    private bool ItemsCopy =>
        _parts.Cuts * Geometry.Groups == 1 && (long)PaddedLines.Most(Geometry, _parts.BlockRows) * PaddedLines.Length(Geometry) * CopyShare <= (long)_parts.BlockRows * Geometry.PatchLength * _weights.Panels;

    /// <summary>Items go over the output in the order of memory.</summary>
    public override bool Reduces => _parts.Cuts * Geometry.Groups == 1;

    /// <summary>Blocks of pixels go together in spans: all of the batch, or a sample each.</summary>
    private readonly struct Kernel(
        ConvolutionGeometry geometry, float* x, bool copies, float* w, float* bias, float* y, int pitch, int* runs, int panelLength, int panels, int spanPixels, InPlacePartition parts, Epilogue epilogue) : IKernel
    {
        private int RunCount => geometry.RowsAreRuns ? geometry.KernelRows : geometry.KernelRows * geometry.KernelColumns;

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int blockCut, int group) = int.DivRem(item, geometry.Groups);
            (int spanBlock, int cut) = int.DivRem(blockCut, parts.Cuts);
            (int span, int block) = int.DivRem(spanBlock, parts.Blocks);
            int rows = Math.Min(parts.BlockRows, spanPixels - (block * parts.BlockRows)), first = (span * spanPixels) + (block * parts.BlockRows);
            (int line, int lines) = PaddedLines.Of(geometry, first, rows);
            int length = PaddedLines.Length(geometry);
            fixed (float* near = Scratch.Floats(copies ? lines * length : 0))
            {
                if (copies) PaddedLines.Copy<TLanes>(geometry, x, line, lines, near);
                Compute<TLanes>(copies ? near - ((long)line * length) : x, group, cut, first, rows);
            }
        }

        /// <summary>So many pixels by a range of panels.</summary>
        private void Compute<TLanes>(float* padded, int group, int cut, int first, int rows)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int firstPanel = cut * parts.CutPanels;
            int outputs = Math.Min(parts.CutPanels * Width, geometry.GroupOutputs - (firstPanel * Width)), channel = (group * geometry.GroupOutputs) + (firstPanel * Width);
            float** patches = stackalloc float*[InPlacePartition.MostRows];
            PaddedLines.LocatePatches(geometry, padded + (group * geometry.GroupChannels), first, rows, patches);
            float* weights = w + ((((long)group * panels) + firstPanel) * panelLength), starts = bias is null ? null : bias + channel, target = y + ((long)first * pitch) + channel;
            Epilogue taken = epilogue.Clamps ? epilogue : default;
            // A panel and half of the next are three registers of 256 bits.
            bool half = typeof(TLanes) == typeof(Lanes256) && outputs > Width && outputs % Width is > 0 and <= Width / 2;
            int whole = half ? (outputs / Width) - 1 : outputs / Width, near = Math.Max(1, NearFloats / panelLength);
            for (int panel = 0; panel < whole; panel += near)
                Add<TLanes>(patches, rows, weights + ((long)panel * panelLength), Math.Min(near, whole - panel) * Width, starts is null ? null : starts + (panel * Width), target + (panel * Width), taken);
            if (outputs > whole * Width)
                Add<TLanes>(patches, rows, weights + ((long)whole * panelLength), outputs - (whole * Width), starts is null ? null : starts + (whole * Width), target + (whole * Width), taken);
            if (!epilogue.Clamps) epilogue.Apply<TLanes>(target, rows, pitch, outputs);
        }

        /// <summary>All rows by whole panels, by fewer columns than a panel's, or by one panel and at most half of the next.</summary>
        private void Add<TLanes>(float** patches, int rows, float* weights, int columns, float* starts, float* target, in Epilogue taken)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int length = geometry.RunLength, runCount = RunCount, last = Math.Max(0, rows - (columns == InPlaceTile.Columns ? InPlaceTile.LowRows : InPlaceTile.Rows));
            if (columns == InPlaceTile.Columns && rows >= InPlaceTile.LowRows)
                // The last rows may overlap those before, which are computed again.
                for (int row = 0; row - last < InPlaceTile.LowRows; row += InPlaceTile.LowRows)
                {
                    int from = Math.Min(row, last);
                    InPlaceTile.RunLow<Register256>(patches + from, runs, runCount, length, weights, panelLength, starts, target + ((nint)from * pitch), pitch, taken);
                }
            else if (columns % Width == 0 && rows >= InPlaceTile.Rows)
            {
                // The last rows may overlap those before, which are computed again.
                InPlaceTile.Run<TLanes>(rows / InPlaceTile.Rows, patches, runs, runCount, length, weights, columns / Width, starts, target, pitch, taken);
                if (rows % InPlaceTile.Rows != 0) InPlaceTile.Run<TLanes>(1, patches + last, runs, runCount, length, weights, columns / Width, starts, target + ((nint)last * pitch), pitch, taken);
            }
            else
                for (int column = 0, width; column < columns; column += width)
                {
                    width = columns <= InPlaceTile.Columns ? columns : Width;
                    for (int row = 0, count = width > Width ? InPlaceTile.LowRows : InPlaceTile.Rows; row < rows; row += count)
                        Edge<TLanes>(
                            patches + row, Math.Min(count, rows - row), weights + ((long)column / Width * panelLength), width, starts is null ? null : starts + column, target + ((nint)row * pitch) + column, taken);
                }
        }

        /// <summary>A few rows that would write beyond the output go through a small place of their own.</summary>
        private void Edge<TLanes>(float** patches, int rows, float* weights, int columns, float* starts, float* target, in Epilogue taken)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            float* edge = stackalloc float[InPlaceTile.Rows * InPlaceTile.Columns], padded = stackalloc float[InPlaceTile.Columns], from = edge, to = target;
            float** near = stackalloc float*[InPlaceTile.Rows];
            for (int row = 0; row < InPlaceTile.Rows; row++) near[row] = patches[Math.Min(row, rows - 1)];
            for (int j = 0; j < InPlaceTile.Columns; j++) padded[j] = starts is null || j >= columns ? 0 : starts[j];
            if (columns > Width) InPlaceTile.RunLow<Register256>(near, runs, RunCount, geometry.RunLength, weights, panelLength, padded, edge, InPlaceTile.Columns, default);
            else InPlaceTile.Run<TLanes>(1, near, runs, RunCount, geometry.RunLength, weights, 1, padded, edge, InPlaceTile.Columns, default);
            for (int row = 0; row < rows; row++, from += InPlaceTile.Columns, to += pitch)
                for (int j = 0; j < columns; j++) to[j] = from[j];
            taken.Apply<TLanes>(target, rows, pitch, columns);
        }
    }
}
