using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ConvLens.Compute.Products;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Reads the patches of one group of channels out of a picture without padding: taps that lie outside are zeros.</summary>
/// <param name="geometry">The sizes.</param>
/// <param name="x">The input, channels last.</param>
/// <param name="group">The group.</param>
internal readonly unsafe struct PatchReader(ConvolutionGeometry geometry, float* x, int group)
{
    /// <summary>Packs numbers <paramref name="k"/> … <paramref name="k"/> + <paramref name="depth"/> − 1 of the patches of several output pixels, at most <see cref="WideBlock.Depth"/> of each, as <see cref="PackedRows"/>.</summary>
    [SkipLocalsInit]
    public void Pack<TLanes>(ReadOnlySpan<PatchPlace> places, int k, int depth, float* to, nint groupPitch)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int channels = geometry.Input.C, runLength = geometry.RunLength, taps = geometry.RowsAreRuns ? 1 : geometry.KernelColumns, rows = PackedRows.Group<TLanes>();
        int lastRow = geometry.Input.H - 1 - (geometry.DilationRows * (geometry.KernelRows - 1)), lastColumn = geometry.Input.W - 1 - (geometry.DilationColumns * (geometry.KernelColumns - 1));
        int linePitch = geometry.DilationRows * geometry.Input.W * channels, tapPitch = geometry.DilationColumns * channels;
        (int firstRun, int firstOffset) = int.DivRem(k, runLength);
        (int firstRow, int firstTap) = int.DivRem(firstRun, taps);
        // Runs of whole fours go where they belong at once, others by way of a row.
        bool direct = (k | runLength) % PackedRows.Quad == 0;
        float* first = x + (group * geometry.GroupChannels), row = stackalloc float[WideBlock.Depth];
        for (int i = 0; i < places.Length; i++)
        {
            ref readonly PatchPlace place = ref places[i];
            float* packed = PackedRows.Row<TLanes>(to, groupPitch, i);
            if (!direct || (uint)place.Row > (uint)lastRow || (uint)place.Column > (uint)lastColumn || lastRow < 0 || lastColumn < 0)
            {
                Copy<TLanes>(place, k, depth, row);
                PackedRows.Copy<TLanes>(row, depth, packed);
                continue;
            }

            // All taps lie inside: runs are whole.
            float* line = first + place.Picture + ((((long)place.Row * geometry.Input.W) + place.Column) * channels) + ((long)firstRow * linePitch);
            for (int left = depth, tap = firstTap, offset = firstOffset; left > 0; offset = 0)
            {
                int length = Math.Min(left, runLength - offset);
                PackedRows.Copy<TLanes>(line + (tap * tapPitch) + offset, length, packed);
                packed += length * rows;
                left -= length;
                if (++tap < taps) continue;
                tap = 0;
                line += linePitch;
            }
        }
    }

    /// <summary>Copies numbers <paramref name="k"/> … <paramref name="k"/> + <paramref name="count"/> − 1 of the patch of one output pixel.</summary>
    public void Copy<TLanes>(in PatchPlace place, int k, int count, float* to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int runLength = geometry.RunLength, taps = geometry.RowsAreRuns ? 1 : geometry.KernelColumns, channels = geometry.Input.C;
        float* picture = x + place.Picture;
        (int run, int offset) = int.DivRem(k, runLength);
        (int row, int tap) = int.DivRem(run, taps);
        for (; count > 0; offset = 0)
        {
            int length = Math.Min(count, runLength - offset);
            int line = place.Row + (row * geometry.DilationRows);
            if (line < 0 || line >= geometry.Input.H) new Span<float>(to, length).Clear();
            else
            {
                // The run as a stretch of the picture's line, which it may leave at either end.
                int lineLength = geometry.Input.W * channels;
                int first = ((place.Column + (tap * geometry.DilationColumns)) * channels) + (group * geometry.GroupChannels) + offset;
                int from = Math.Clamp(-first, 0, length), until = Math.Clamp(lineLength - first, from, length);
                if (from > 0) new Span<float>(to, from).Clear();
                Copy<TLanes>(picture + ((long)line * lineLength) + first + from, to + from, until - from);
                if (until < length) new Span<float>(to + until, length - until).Clear();
            }

            to += length;
            count -= length;
            if (++tap == taps) (row, tap) = (row + 1, 0);
        }
    }

    private static void Copy<TLanes>(float* from, float* to, int count)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // What is left over goes as a last piece that overlaps the one before.
        if (count >= 16)
        {
            int i = 0;
            for (; i + 16 <= count; i += 16) TLanes.Load(from + i).Store(to + i);
            if (i < count) TLanes.Load(from + count - 16).Store(to + count - 16);
        }
        else if (count >= 8)
        {
            Vector256<float> last = Vector256.Load(from + count - 8);
            Vector256.Load(from).Store(to);
            last.Store(to + count - 8);
        }
        else for (int i = 0; i < count; i++) to[i] = from[i];
    }
}
