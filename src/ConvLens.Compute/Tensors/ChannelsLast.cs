using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Tensors;

/// <summary>Between logical order (N, C, H, W) and memory order (N, H, W, C). Ranks other than 4 are the same in both.</summary>
public static unsafe class ChannelsLast
{
    /// <summary>Logical order to memory order.</summary>
    public static void Pack(Shape shape, ReadOnlySpan<float> logical, Span<float> memory) => Pack(One, shape, logical, memory);

    /// <summary>Logical order to memory order.</summary>
    public static void Pack(Scheduler scheduler, Shape shape, ReadOnlySpan<float> logical, Span<float> memory)
    {
        if (shape.Rank == 4) Transpose(scheduler, logical, memory, shape.N, rows: shape.C, columns: shape.H * shape.W);
        else logical.CopyTo(memory);
    }

    /// <summary>Memory order to logical order.</summary>
    public static void Unpack(Shape shape, ReadOnlySpan<float> memory, Span<float> logical) => Unpack(One, shape, memory, logical);

    /// <summary>Memory order to logical order.</summary>
    public static void Unpack(Scheduler scheduler, Shape shape, ReadOnlySpan<float> memory, Span<float> logical)
    {
        if (shape.Rank == 4) Transpose(scheduler, memory, logical, shape.N, rows: shape.H * shape.W, columns: shape.C);
        else memory.CopyTo(logical);
    }

    // Numbers of an item, so that small samples do not make small items.
    private const int ItemLength = 1 << 14;

    private static Scheduler One { get; } = new(1);

    /// <summary>Transposes each of <paramref name="count"/> matrices: from [rows, columns] to [columns, rows].</summary>
    private static void Transpose(Scheduler scheduler, ReadOnlySpan<float> from, Span<float> to, int count, int rows, int columns)
    {
        int length = count * rows * columns, itemCount = Math.Max(1, ItemLength / (rows * columns));
        fixed (float* source = from[..length], target = to[..length]) scheduler.Run(new Kernel(source, target, rows, columns, count, itemCount), RoundUp.Quotient(count, itemCount));
    }

    private readonly struct Kernel(float* from, float* to, int rows, int columns, int count, int itemCount) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            int first = item * itemCount, matrices = Math.Min(itemCount, count - first), length = rows * columns;
            float* source = from + ((nint)first * length), target = to + ((nint)first * length);
            if (rows == 1 || columns == 1) new ReadOnlySpan<float>(source, matrices * length).CopyTo(new(target, matrices * length));
            else
                for (; matrices > 0; matrices--, source += length, target += length) Transpose(source, target, rows, columns);
        }

        private static void Transpose(float* source, float* target, int height, int width)
        {
            if (Math.Min(height, width) >= Transposition.Side) Transposition.Turn(source, width, width, height, target, height);
            else if (height < width)
                // What is written lies together.
                for (int column = 0; column < width; column++, source++)
                    for (int row = 0; row < height; row++) *target++ = source[(nint)row * width];
            else
                for (int row = 0; row < height; row++, target++)
                    for (int column = 0; column < width; column++) target[(nint)column * height] = *source++;
        }
    }
}
