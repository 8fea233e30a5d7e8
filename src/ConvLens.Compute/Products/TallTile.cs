using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>As <see cref="InPlaceTile"/>, but twelve rows by eight columns, where panels would be half empty. Rows come by threes that lie a fixed distance apart: there are not enough registers for twelve addresses.</summary>
internal static unsafe class TallTile
{
    /// <summary>Rows of a tile.</summary>
    public const int Rows = 4 * Together;

    /// <summary>Columns of a tile.</summary>
    public const int Columns = 8;

    /// <summary>Rows that lie a fixed distance apart.</summary>
    public const int Together = 3;

    // Steps of k in one.
    private const int Steps = 4;

    /// <summary>Computes tiles, one below the other: c[i, j] = bias[j] + Σ_k a_i[k] · b[k, j].</summary>
    /// <param name="tiles">How many.</param>
    /// <param name="a">Where each row begins, of which the first of each three is read.</param>
    /// <param name="offset">What is added to it.</param>
    /// <param name="row">Floats from one row of three to the next.</param>
    /// <param name="length">Numbers of a row, a multiple of four.</param>
    /// <param name="b">As many rows of eight columns.</param>
    /// <param name="bias">What sums begin with; null for zero.</param>
    /// <param name="c">Where they go, row by row.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(int tiles, float** a, nint offset, nint row, int length, float* b, float* bias, float* c)
    {
        Register256 start = bias is null ? Register256.Broadcast(0) : Register256.Load(bias);
        float* end = b + (length * Columns);
        for (; tiles > 0; tiles--, a += Rows, c += Rows * Columns)
        {
            float* p = a[0] + offset, q = a[Together] + offset, r = a[2 * Together] + offset, s = a[3 * Together] + offset;
            Register256 p0 = start, p1 = start, p2 = start, q0 = start, q1 = start, q2 = start, r0 = start, r1 = start, r2 = start, s0 = start, s1 = start, s2 = start;
            for (float* numbers = b; numbers < end; numbers += Steps * Columns, p += Steps, q += Steps, r += Steps, s += Steps)
            {
                Register256 number = Register256.Load(numbers);
                Add(p, row, number, ref p0, ref p1, ref p2);
                Add(q, row, number, ref q0, ref q1, ref q2);
                Add(r, row, number, ref r0, ref r1, ref r2);
                Add(s, row, number, ref s0, ref s1, ref s2);
                number = Register256.Load(numbers + Columns);
                Add(p + 1, row, number, ref p0, ref p1, ref p2);
                Add(q + 1, row, number, ref q0, ref q1, ref q2);
                Add(r + 1, row, number, ref r0, ref r1, ref r2);
                Add(s + 1, row, number, ref s0, ref s1, ref s2);
                number = Register256.Load(numbers + (2 * Columns));
                Add(p + 2, row, number, ref p0, ref p1, ref p2);
                Add(q + 2, row, number, ref q0, ref q1, ref q2);
                Add(r + 2, row, number, ref r0, ref r1, ref r2);
                Add(s + 2, row, number, ref s0, ref s1, ref s2);
                number = Register256.Load(numbers + (3 * Columns));
                Add(p + 3, row, number, ref p0, ref p1, ref p2);
                Add(q + 3, row, number, ref q0, ref q1, ref q2);
                Add(r + 3, row, number, ref r0, ref r1, ref r2);
                Add(s + 3, row, number, ref s0, ref s1, ref s2);
            }

            Store(p0, p1, p2, c);
            Store(q0, q1, q2, c + (Together * Columns));
            Store(r0, r1, r2, c + (2 * Together * Columns));
            Store(s0, s1, s2, c + (3 * Together * Columns));
        }
    }

    /// <summary>One step of k for three rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float* a, nint row, Register256 numbers, ref Register256 s0, ref Register256 s1, ref Register256 s2)
    {
        Register256.Accumulate(Register256.Broadcast(a), numbers, ref s0);
        Register256.Accumulate(Register256.Broadcast(a + row), numbers, ref s1);
        Register256.Accumulate(Register256.Broadcast(a + (2 * row)), numbers, ref s2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Register256 s0, Register256 s1, Register256 s2, float* to)
    {
        s0.Store(to);
        s1.Store(to + Columns);
        s2.Store(to + (2 * Columns));
    }
}
