using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ConvLens.Compute.Tensors;

/// <summary>Dense float32 numbers with a shape.</summary>
/// <remarks>
/// <para>Logical order is N, C, H, W everywhere in the API, in files and in names. In memory a rank-4 tensor is channels-last
/// (N, H, W, C); every other rank is row-major. <see cref="Values"/> and <see cref="Span"/> are in memory order;
/// <see cref="FromLogical"/>, <see cref="ToLogical"/> and the indexer speak the logical one.</para>
/// <para>The memory is pinned, starts on a 64-byte line and is followed by <see cref="Slack"/> readable floats, so that a kernel may load a
/// whole vector at the last element.</para>
/// </remarks>
public sealed class Tensor
{
    /// <summary>Floats that may be read, but mean nothing, behind the last element.</summary>
    public const int Slack = 32;

    internal const int LineFloats = 16;
    private readonly float[] _memory;
    private readonly int _start;

    /// <summary>A tensor of zeros.</summary>
    public Tensor(Shape shape)
    {
        Shape = shape;
        _memory = GC.AllocateArray<float>(checked(shape.Length + Slack + LineFloats), pinned: true);
        _start = FloatsToLine(_memory);
    }

    internal Tensor(Shape shape, float[] memory, int start) => (Shape, _memory, _start) = (shape, memory, start);

    /// <summary>The extents in logical order.</summary>
    public Shape Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Length => Shape.Length;

    /// <summary>Whether writing is refused. See <see cref="Freeze"/>.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>The numbers in memory order, to read.</summary>
    public ReadOnlySpan<float> Values => _memory.AsSpan(_start, Length);

    /// <summary>The numbers in memory order, to write.</summary>
    /// <exception cref="InvalidOperationException">The tensor is frozen.</exception>
    public Span<float> Span => IsFrozen ? throw new InvalidOperationException("a frozen tensor cannot be written: make a copy") : _memory.AsSpan(_start, Length);

    /// <summary>One number of a rank-4 tensor by its logical position.</summary>
    public float this[int n, int c, int y, int x] => Values[(((((n * Shape.H) + y) * Shape.W) + x) * Shape.C) + c];

    /// <summary>One number of a rank-2 tensor.</summary>
    public float this[int n, int f] => Values[(n * Shape.C) + f];

    /// <summary>A tensor from numbers in logical order (N, C, H, W).</summary>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape holds.</exception>
    public static Tensor FromLogical(Shape shape, ReadOnlySpan<float> values)
    {
        if (values.Length != shape.Length) throw new ArgumentException($"a tensor of {shape} holds {shape.Length} numbers, found {values.Length}", nameof(values));
        Tensor tensor = new(shape);
        ChannelsLast.Pack(shape, values, tensor.Span);
        return tensor;
    }

    /// <summary>The numbers in logical order (N, C, H, W), as a new array.</summary>
    public float[] ToLogical()
    {
        float[] values = new float[Length];
        CopyToLogical(values);
        return values;
    }

    /// <summary>Writes the numbers in logical order into <paramref name="values"/>.</summary>
    public void CopyToLogical(Span<float> values) => ChannelsLast.Unpack(Shape, Values, values);

    /// <summary>Refuses writing from now on. Parameters in a set are frozen, so that sharing them is safe.</summary>
    public Tensor Freeze()
    {
        IsFrozen = true;
        return this;
    }

    /// <summary>A copy that can be written.</summary>
    public Tensor Copy()
    {
        Tensor copy = new(Shape);
        Values.CopyTo(copy.Span);
        return copy;
    }

    /// <summary>The samples <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1 of the outermost axis, copied.</summary>
    public Tensor Slice(int start, int count)
    {
        Tensor slice = new(Shape.WithN(count));
        int sample = Length / Shape.N;
        Values.Slice(start * sample, count * sample).CopyTo(slice.Span);
        return slice;
    }

    /// <inheritdoc/>
    public override string ToString() => $"Tensor {Shape}";

    internal static unsafe int FloatsToLine(float[] memory)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(memory));
        return (int)((64 - (address % 64)) % 64 / sizeof(float));
    }
}
