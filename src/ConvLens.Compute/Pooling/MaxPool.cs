using System.Runtime.CompilerServices;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Pooling;

/// <summary>The largest number of each window, and which tap it was: the switch.</summary>
/// <remarks>Of equal numbers the first in row order wins. Padding never wins. A NaN is passed over unless it comes first.
/// A switch is the tap's number in the window, row · columns + column, kept as a float beside its value.</remarks>
public static unsafe class MaxPool
{
    // Numbers of an item's rows, so that small rows do not make small items.
    private const int ItemFloats = 1 << 12;

    /// <summary>Pools; writes values and switches, both in the output's shape and memory order. Without room for switches, values alone.</summary>
    public static void Forward(Scheduler scheduler, PoolingGeometry geometry, ReadOnlySpan<float> input, Span<float> output, Span<float> switches)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        if (!switches.IsEmpty) Require.Length(switches.Length, geometry.Output.Length, nameof(switches));
        fixed (float* x = input, y = output, s = switches)
            scheduler.Run(new ForwardKernel(geometry, x, y, s, RowsOf(geometry.Output)), Items(geometry.Output));
    }

    /// <summary>Unpooling: puts each number of <paramref name="signal"/> where its switch points, and zero elsewhere; where windows overlap, numbers add.</summary>
    public static void Unpool(Scheduler scheduler, PoolingGeometry geometry, ReadOnlySpan<float> signal, ReadOnlySpan<float> switches, Span<float> inputSignal)
    {
        Require.Length(signal.Length, geometry.Output.Length, nameof(signal));
        Require.Length(switches.Length, geometry.Output.Length, nameof(switches));
        Require.Length(inputSignal.Length, geometry.Input.Length, nameof(inputSignal));
        fixed (float* dy = signal, s = switches, dx = inputSignal)
            scheduler.Run(new UnpoolKernel(geometry, dy, s, dx, RowsOf(geometry.Input)), Items(geometry.Input));
    }

    /// <summary>Switches as positions y · W + x in the input's plane, in memory order.</summary>
    /// <exception cref="ArgumentException">A span has the wrong length.</exception>
    public static void Locate(PoolingGeometry geometry, ReadOnlySpan<float> switches, Span<int> positions)
    {
        Require.Length(switches.Length, geometry.Output.Length, nameof(switches));
        Require.Length(positions.Length, geometry.Output.Length, nameof(positions));
        int channels = geometry.Output.C, columns = geometry.Output.W, rows = geometry.Output.H;
        for (int i = 0; i < positions.Length; i++)
        {
            int pixel = i / channels, x = pixel % columns, y = pixel / columns % rows;
            (int row, int column) = int.DivRem((int)switches[i], geometry.WindowColumns);
            positions[i] = (((y * geometry.StrideRows) - geometry.PadTop + (row * geometry.DilationRows)) * geometry.Input.W) + (x * geometry.StrideColumns) - geometry.PadLeft + (column * geometry.DilationColumns);
        }
    }

    /// <summary>Rows of an item, counted over the pictures of a batch.</summary>
    private static int RowsOf(Shape shape) => Math.Max(1, ItemFloats / (shape.W * shape.C));

    private static int Items(Shape shape) => RoundUp.Quotient(shape.N * shape.H, RowsOf(shape));

    private readonly struct ForwardKernel(PoolingGeometry geometry, float* x, float* y, float* switches, int itemRows) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int end = Math.Min((item + 1) * itemRows, geometry.Output.N * geometry.Output.H);
            for (int line = item * itemRows; line < end; line++) Row<TLanes>(line, (long)end * geometry.Output.W * geometry.Output.C);
        }

        private void Row<TLanes>(int line, long itemEnd)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, width = geometry.Input.W, height = geometry.Input.H, columns = geometry.Output.W, pitch = width * channels, left = -geometry.PadLeft;
            int rowPitch = geometry.DilationRows * pitch, columnPitch = geometry.DilationColumns * channels;
            (int n, int row) = int.DivRem(line, geometry.Output.H);
            (int firstRow, int endRow) = PoolingGeometry.Inside(row, geometry.StrideRows, geometry.PadTop, geometry.WindowRows, height, geometry.DilationRows);
            float* end = x + geometry.Input.Length, picture = x + ((((long)n * height) + (row * geometry.StrideRows) - geometry.PadTop) * pitch);
            long target = (long)line * columns * channels;
            for (int column = 0; column < columns; column++, target += channels, left += geometry.StrideColumns)
            {
                (int firstColumn, int endColumn) = PoolingGeometry.Inside(column, geometry.StrideColumns, geometry.PadLeft, geometry.WindowColumns, width, geometry.DilationColumns);
                Window window = new(picture + ((long)left * channels), rowPitch, columnPitch, geometry.WindowColumns, firstRow, endRow, firstColumn, endColumn);
                // Sixteen lanes may run over into the item's next pixel: it is written after this one.
                int c = switches is null ? MaxPoolTile.Run<TLanes>(window.First, columnPitch, rowPitch, endRow - firstRow, endColumn - firstColumn, y + target, channels) : 0;
                for (; c < channels && target + c + 16 <= itemEnd && window.Last + c + 16 <= end; c += 16) window.Lanes<TLanes>(c, y + target + c, Switch(target + c));
                for (; c < channels; c++) window.Channel(c, y + target + c, Switch(target + c));
            }
        }

        private float* Switch(long place) => switches is null ? null : switches + place;
    }

    /// <summary>The taps of one window; lanes and channels do the same, sixteen at a time or one.</summary>
    private readonly ref struct Window(float* x, int rowPitch, int columnPitch, int windowColumns, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        /// <summary>The first channel of the first tap.</summary>
        public float* First => x + (firstRow * rowPitch) + (firstColumn * columnPitch);

        /// <summary>The first channel of the last tap.</summary>
        public float* Last => x + ((endRow - 1) * rowPitch) + ((endColumn - 1) * columnPitch);

        public void Lanes<TLanes>(int c, float* value, float* tap)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes best = TLanes.Load(x + (firstRow * rowPitch) + (firstColumn * columnPitch) + c), where = TLanes.Broadcast((firstRow * windowColumns) + firstColumn);
            for (int i = firstRow; i < endRow; i++)
                for (int j = firstColumn; j < endColumn; j++)
                {
                    TLanes candidate = TLanes.Load(x + (i * rowPitch) + (j * columnPitch) + c), position = TLanes.Broadcast((i * windowColumns) + j);
                    (best, where) = (TLanes.IfLess(best, candidate, candidate, best), TLanes.IfLess(best, candidate, position, where));
                }

            best.Store(value);
            if (tap is not null) where.Store(tap);
        }

        public void Channel(int c, float* value, float* tap)
        {
            (float best, int where) = (x[(firstRow * rowPitch) + (firstColumn * columnPitch) + c], (firstRow * windowColumns) + firstColumn);
            for (int i = firstRow; i < endRow; i++)
                for (int j = firstColumn; j < endColumn; j++)
                {
                    float candidate = x[(i * rowPitch) + (j * columnPitch) + c];
                    if (best < candidate) (best, where) = (candidate, (i * windowColumns) + j);
                }

            *value = best;
            if (tap is not null) *tap = where;
        }
    }

    /// <summary>Rows of the input, each of which looks for the windows that reach it.</summary>
    private readonly struct UnpoolKernel(PoolingGeometry geometry, float* dy, float* switches, float* dx, int itemRows) : IKernel
    {
        // Windows that touch write every number they cover, and once; then sixteen lanes may run over into the next pixel, which is written later.
        private readonly bool _touching =
            geometry is { DilationRows: 1, DilationColumns: 1 } && geometry.StrideColumns == geometry.WindowColumns && geometry.StrideRows >= geometry.WindowRows;

        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            for (int line = item * itemRows; line < Math.Min((item + 1) * itemRows, geometry.Input.N * geometry.Input.H); line++)
            {
                (int n, int y) = int.DivRem(line, geometry.Input.H);
                int rowLength = geometry.Input.W * geometry.Input.C, place = y + geometry.PadTop, covered = 0;
                float* target = dx + ((long)line * rowLength);
                int reach = (geometry.WindowRows - 1) * geometry.DilationRows, firstWindow = Math.Max(0, (place - reach - 1 + geometry.StrideRows) / geometry.StrideRows), lastWindow = Math.Min(geometry.Output.H - 1, place / geometry.StrideRows);
                if (!_touching) new Span<float>(target, rowLength).Clear();
                for (int row = firstWindow; row <= lastWindow; row++)
                {
                    (int tapRow, int between) = int.DivRem(place - (row * geometry.StrideRows), geometry.DilationRows);
                    if (between == 0) covered = Row<TLanes>((n * geometry.Output.H) + row, tapRow, target);
                }

                if (_touching) new Span<float>(target + covered, rowLength - covered).Clear();
            }
        }

        /// <summary>One row of windows, whose tap row <paramref name="tapRow"/> is this row of the input; returns how many numbers its windows cover.</summary>
        private int Row<TLanes>(int row, int tapRow, float* target)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, width = geometry.Input.W, columns = geometry.Output.W, windowColumns = geometry.WindowColumns, covered = 0, left = -geometry.PadLeft;
            float* end = dy + geometry.Output.Length, signal = dy + ((long)row * columns * channels), where = switches + ((long)row * columns * channels), lineEnd = target + (width * channels);
            for (int column = 0; column < columns; column++, signal += channels, where += channels, left += geometry.StrideColumns)
            {
                (int j, int last) = PoolingGeometry.Inside(column, geometry.StrideColumns, geometry.PadLeft, windowColumns, width, geometry.DilationColumns);
                float* to = target + ((left + (j * geometry.DilationColumns)) * channels);
                for (int tap = (tapRow * windowColumns) + j; j < last; j++, tap++, to += geometry.DilationColumns * channels)
                {
                    int c = 0;
                    if (_touching)
                    {
                        for (; c < channels && to + c + 16 <= lineEnd && signal + c + 16 <= end; c += 16) Hit(where + c, signal + c, TLanes.Broadcast(tap)).Store(to + c);
                        for (; c < channels; c++) to[c] = where[c] == tap ? signal[c] : 0;
                        continue;
                    }

                    for (; c + 16 <= channels; c += 16) (TLanes.Load(to + c) + Hit(where + c, signal + c, TLanes.Broadcast(tap))).Store(to + c);
                    for (; c < channels; c++) to[c] += where[c] == tap ? signal[c] : 0;
                }

                covered = Math.Max(covered, (left + last) * channels);
            }

            return covered;
        }

        /// <summary>The signals whose switches point to a tap, zero elsewhere.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TLanes Hit<TLanes>(float* where, float* signal, TLanes tap)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes switches = TLanes.Load(where), zero = TLanes.Broadcast(0);
            return TLanes.IfLess(switches, tap, zero, TLanes.IfLess(tap, switches, zero, TLanes.Load(signal)));
        }
    }
}
