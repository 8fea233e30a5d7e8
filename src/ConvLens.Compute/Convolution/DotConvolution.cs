using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Convolution with at most four outputs whose patches are runs of eights: each output is a dot product of a patch, read in place from padded lines, with a kernel.</summary>
public sealed unsafe class DotConvolution : PitchedConvolution
{
    // Pixels of an item, whole tiles of any kind.
    private const int MostPixels = 32 * DotTile.Sums;

    // Lines of so many floats, which an item copies, stay in a near cache; where they are more, all pictures are padded first.
    private const int MostCopied = 1 << 14;

    private readonly Tensor? _padded;
    private readonly Tensor _weights;
    private readonly int[] _runs;
    private readonly int _itemPixels, _items;

    /// <summary>Takes the workspace for one geometry.</summary>
    public DotConvolution(ConvolutionGeometry geometry)
        : base(geometry)
    {
        _runs = geometry.PatchRuns();
        _weights = new([geometry.PatchLength, geometry.Outputs]);
        int pixels = Pixels(geometry), items = RoundUp.Quotient(pixels, MostPixels);
        _itemPixels = RoundUp.Multiple(RoundUp.Quotient(pixels, items), DotTile.Sums);
        _items = RoundUp.Quotient(pixels, _itemPixels);
        _padded = geometry.HasPadding && (long)PaddedLines.Most(geometry, _itemPixels) * PaddedLines.Length(geometry) > MostCopied ? new(geometry.Padded) : null;
    }

    /// <summary>Whether the geometry has one group, one to four outputs, and runs by eights.</summary>
    public static bool Suits(ConvolutionGeometry geometry) => geometry is { Groups: 1, Outputs: <= DotTile.MostOutputs } && geometry.RunLength % DotTile.Lanes == 0;

    /// <inheritdoc/>
    public override void Pack(Scheduler scheduler, ReadOnlySpan<float> weights)
    {
        int outputs = Geometry.Outputs, length = Geometry.PatchLength;
        Require.Length(weights.Length, outputs * length, nameof(weights));
        for (int k = 0; k < length; k += DotTile.Lanes)
            for (int o = 0; o < outputs; o++)
                weights.Slice((o * length) + k, DotTile.Lanes).CopyTo(_weights.Span[((k * outputs) + (o * DotTile.Lanes))..]);
    }

    /// <summary>Items copy lines, and so may change them on the way.</summary>
    public override bool Normalizes => Geometry.HasPadding && _padded is null;

    private protected override void Run(
        Scheduler scheduler, ReadOnlySpan<float> input, RectifiedAffine normalization, ReadOnlySpan<float> bias, Span<float> output, int pitch, ReadOnlySpan<float> addend, Rectification rectification,
        BatchReduction? reduction)
    {
        Span<float> factors = Scratch.Shared(AffineReader.FactorsLength(normalization));
        if (_padded is not null) Padding.Fill(scheduler, Geometry, input, _padded.Span);
        fixed (float* x = _padded is null ? input : _padded.Values, w = _weights.Values, b = bias, y = output, plus = addend, f = factors)
        fixed (int* runs = _runs) scheduler.Run(new Kernel(this, x, new(normalization, f), w, b, y, pitch, runs, new(y, plus, rectification)), _items);
    }

    private static int Pixels(ConvolutionGeometry geometry) => geometry.Input.N * geometry.OutputRows * geometry.OutputColumns;

    private readonly struct Kernel(DotConvolution owner, float* x, AffineReader reader, float* w, float* bias, float* y, int pitch, int* runs, Epilogue epilogue) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner.Geometry;
            int first = item * owner._itemPixels, pixels = Math.Min(owner._itemPixels, Pixels(geometry) - first), outputs = geometry.Outputs;
            bool copies = owner._padded is null && geometry.HasPadding;
            (int line, int lines) = PaddedLines.Of(geometry, first, pixels);
            int length = PaddedLines.Length(geometry);
            float** patches = stackalloc float*[MostPixels];
            fixed (float* near = Scratch.Floats(copies ? lines * length : 0))
            {
                if (copies) PaddedLines.Copy<TLanes>(geometry, x, line, lines, near, reader);
                PaddedLines.LocatePatches(geometry, copies ? near - ((long)line * length) : x, first, pixels, patches);
                // The last tile repeats a pixel; nobody reads its sums.
                for (int pixel = pixels; pixel % DotTile.Sums != 0; pixel++) patches[pixel] = patches[pixels - 1];
                Compute<TLanes>(patches, pixels, y + ((long)first * pitch), copies ? x + PaddedLines.Place(geometry, line + lines) : null);
            }
        }

        /// <summary>All pixels; <paramref name="next"/> is what the next item copies, of which each tile asks for its part, or null.</summary>
        private void Compute<TLanes>(float** patches, int pixels, float* target, float* next)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            ConvolutionGeometry geometry = owner.Geometry;
            int outputs = geometry.Outputs, rows = DotTile.Sums / outputs, whole = pitch == outputs ? pixels / rows : 0;
            int part = next is null ? 0 : RoundUp.Quotient(rows * geometry.StrideRows * geometry.StrideColumns * geometry.Input.C * sizeof(float), Prefetch.Line);
            float* biases = stackalloc float[DotTile.Sums], sums = stackalloc float[DotTile.Sums];
            for (int i = 0; i < DotTile.Sums; i++) biases[i] = bias is null ? 0 : bias[i % outputs];
            DotTile tile = new(runs, owner._runs.Length, geometry.RunLength, w, biases);
            tile.Compute(outputs, whole, patches, target, next, part);
            for (int pixel = whole * rows; pixel < pixels; pixel += rows)
            {
                tile.Compute(outputs, 1, patches + pixel, sums, null, 0);
                for (int i = 0; i < Math.Min(rows, pixels - pixel); i++) new ReadOnlySpan<float>(sums + (i * outputs), outputs).CopyTo(new(target + ((nint)(pixel + i) * pitch), outputs));
            }

            if (pitch == outputs) epilogue.Apply<TLanes>(target, 1, 0, pixels * outputs);
            else epilogue.Apply<TLanes>(target, pixels, pitch, outputs);
        }
    }
}
