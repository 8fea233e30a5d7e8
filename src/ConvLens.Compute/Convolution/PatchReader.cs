using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>Reads the patches of one group of channels out of a picture without padding: taps that lie outside are zeros.</summary>
/// <param name="geometry">The sizes.</param>
/// <param name="x">The input, channels last.</param>
/// <param name="group">The group.</param>
internal readonly unsafe struct PatchReader(ConvolutionGeometry geometry, float* x, int group)
{
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
        int i = 0;
        for (; i + 16 <= count; i += 16) TLanes.Load(from + i).Store(to + i);
        if (i == count) return;
        if (count >= 16) TLanes.Load(from + count - 16).Store(to + count - 16);
        else for (; i < count; i++) to[i] = from[i];
    }
}
