using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Pooling;

/// <summary>The largest number of each window, and which tap it was: the switch.</summary>
/// <remarks>Of equal numbers the first in row order wins. Padding never wins. A NaN is passed over unless it comes first.
/// Every window has a tap inside the picture. A switch is the tap's number in the window, row · columns + column, kept as a float beside its value.</remarks>
public static unsafe class MaxPool
{
    private const int StackTaps = 1024;

    /// <summary>Pools; writes values and switches, both in the output's shape and memory order.</summary>
    public static void Forward(Scheduler scheduler, PoolingGeometry geometry, ReadOnlySpan<float> input, Span<float> output, Span<float> switches)
    {
        Require.Length(input.Length, geometry.Input.Length, nameof(input));
        Require.Length(output.Length, geometry.Output.Length, nameof(output));
        Require.Length(switches.Length, geometry.Output.Length, nameof(switches));
        fixed (float* x = input, y = output, s = switches)
            scheduler.Run(new ForwardKernel(geometry, x, y, s), geometry.Output.N * geometry.Output.H);
    }

    /// <summary>Unpooling: puts each number of <paramref name="signal"/> where its switch points, and zero elsewhere; where windows overlap, numbers add.</summary>
    public static void Unpool(Scheduler scheduler, PoolingGeometry geometry, ReadOnlySpan<float> signal, ReadOnlySpan<float> switches, Span<float> inputSignal)
    {
        Require.Length(signal.Length, geometry.Output.Length, nameof(signal));
        Require.Length(switches.Length, geometry.Output.Length, nameof(switches));
        Require.Length(inputSignal.Length, geometry.Input.Length, nameof(inputSignal));
        fixed (float* dy = signal, s = switches, dx = inputSignal)
            scheduler.Run(new UnpoolKernel(geometry, dy, s, dx), geometry.Input.N);
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

    private readonly struct ForwardKernel(PoolingGeometry geometry, float* x, float* y, float* switches) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            (int n, int row) = int.DivRem(item, geometry.Output.H);
            int channels = geometry.Input.C, width = geometry.Input.W, height = geometry.Input.H, rowLength = geometry.Output.W * channels;
            (int firstRow, int endRow) = PoolingGeometry.Inside(row, geometry.StrideRows, geometry.PadTop, geometry.WindowRows, height, geometry.DilationRows);
            float* end = x + geometry.Input.Length, values = y + ((long)item * rowLength), taps = switches + ((long)item * rowLength);
            for (int column = 0; column < geometry.Output.W; column++)
            {
                (int firstColumn, int endColumn) = PoolingGeometry.Inside(column, geometry.StrideColumns, geometry.PadLeft, geometry.WindowColumns, width, geometry.DilationColumns);
                long origin = ((((long)n * height) + (row * geometry.StrideRows) - geometry.PadTop) * width) + (column * geometry.StrideColumns) - geometry.PadLeft;
                Window window = new(x + (origin * channels), geometry.DilationRows * width * channels, geometry.DilationColumns * channels, geometry.WindowColumns, firstRow, endRow, firstColumn, endColumn);
                // Sixteen lanes may run over into the next pixel of this row: it is written after this one.
                int c = 0, target = column * channels;
                for (; c < channels && target + c + 16 <= rowLength && window.Last + c + 16 <= end; c += 16) window.Lanes<TLanes>(c, values + target + c, taps + target + c);
                for (; c < channels; c++) window.Channel(c, values + target + c, taps + target + c);
            }
        }
    }

    /// <summary>The taps of one window; lanes and channels do the same, sixteen at a time or one.</summary>
    private readonly ref struct Window(float* x, int rowPitch, int columnPitch, int windowColumns, int firstRow, int endRow, int firstColumn, int endColumn)
    {
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
            where.Store(tap);
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
            *tap = where;
        }
    }

    private readonly struct UnpoolKernel(PoolingGeometry geometry, float* dy, float* switches, float* dx) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int channels = geometry.Input.C, width = geometry.Input.W, size = geometry.Input.Length / geometry.Input.N;
            float* plane = dx + ((long)item * size);
            new Span<float>(plane, size).Clear();
            // A window may be as large as a file says: only small ones fit the stack.
            int window = geometry.WindowRows * geometry.WindowColumns;
            Span<int> taps = window <= StackTaps ? stackalloc int[window] : new int[window];
            for (int tap = 0; tap < window; tap++)
                taps[tap] = ((tap / geometry.WindowColumns * geometry.DilationRows * width) + (tap % geometry.WindowColumns * geometry.DilationColumns)) * channels;
            long source = (long)item * geometry.Output.H * geometry.Output.W * channels;
            for (int row = 0; row < geometry.Output.H; row++)
                for (int column = 0; column < geometry.Output.W; column++, source += channels)
                {
                    float* origin = plane + (((((row * geometry.StrideRows) - geometry.PadTop) * width) + (column * geometry.StrideColumns) - geometry.PadLeft) * channels);
                    for (int c = 0; c < channels; c++) origin[taps[(int)switches[source + c]] + c] += dy[source + c];
                }
        }
    }
}
