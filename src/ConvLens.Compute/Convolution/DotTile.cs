using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>The innermost loop of products with one to four columns: lanes are eight neighbouring numbers of a row, and are added up at the end.</summary>
/// <remarks>
/// <code>
/// c[i, o] = bias[i, o] + Σ_run Σ_l Σ_lane a_i[offset_run + 8·l + lane] · b[run, l, o, lane]      i · o: 12 sums
/// </code>
/// Each lane is one chain of fused multiply-adds in the order of runs and l; lanes are added up as ((0 + 2) + (1 + 3)) + ((4 + 6) + (5 + 7)).
/// </remarks>
/// <param name="offsets">Where each run begins in a row.</param>
/// <param name="runs">Number of runs.</param>
/// <param name="length">Numbers of a run, by eights.</param>
/// <param name="b">Eight numbers of each column, then the next eight.</param>
/// <param name="bias">What is added to the sums: twelve numbers, row by row.</param>
internal readonly unsafe struct DotTile(int* offsets, int runs, int length, float* b, float* bias)
{
    /// <summary>Numbers that go together.</summary>
    public const int Lanes = 8;

    /// <summary>Most columns.</summary>
    public const int MostOutputs = 4;

    /// <summary>Sums of a tile: its rows times its columns.</summary>
    public const int Sums = 12;

    // Floats of a line of memory.
    private const int Line = Prefetch.Line / sizeof(float);

    /// <summary>Computes tiles of 12 / <paramref name="outputs"/> rows, one below the other.</summary>
    /// <param name="outputs">Columns, at most <see cref="MostOutputs"/>.</param>
    /// <param name="tiles">How many.</param>
    /// <param name="a">Where each row begins.</param>
    /// <param name="c">Where the sums go, row by row.</param>
    /// <param name="next">What is read after these tiles.</param>
    /// <param name="part">Lines of it that each tile asks for.</param>
    public void Compute(int outputs, int tiles, float** a, float* c, float* next, int part)
    {
        if (outputs == 1) One(tiles, a, c, next, part);
        else if (outputs == 2) Two(tiles, a, c, next, part);
        else if (outputs == 3) Three(tiles, a, c, next, part);
        else Four(tiles, a, c, next, part);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void One(int tiles, float** a, float* c, float* next, int part)
    {
        for (; tiles > 0; tiles--, a += 12, c += Sums, next += part * Line)
        {
            for (int line = 0; line < part; line++) Prefetch.Near(next + (line * Line));
            Register256 s0 = Register256.Broadcast(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0, s8 = s0, s9 = s0, s10 = s0, s11 = s0;
            float* numbers = b;
            for (int run = 0; run < runs; run++)
                for (nint at = offsets[run], end = at + length; at < end; at += Lanes, numbers += Lanes)
                {
                    Register256 p = Register256.Load(numbers);
                    Register256.Accumulate(p, a[0] + at, ref s0);
                    Register256.Accumulate(p, a[1] + at, ref s1);
                    Register256.Accumulate(p, a[2] + at, ref s2);
                    Register256.Accumulate(p, a[3] + at, ref s3);
                    Register256.Accumulate(p, a[4] + at, ref s4);
                    Register256.Accumulate(p, a[5] + at, ref s5);
                    Register256.Accumulate(p, a[6] + at, ref s6);
                    Register256.Accumulate(p, a[7] + at, ref s7);
                    Register256.Accumulate(p, a[8] + at, ref s8);
                    Register256.Accumulate(p, a[9] + at, ref s9);
                    Register256.Accumulate(p, a[10] + at, ref s10);
                    Register256.Accumulate(p, a[11] + at, ref s11);
                }

            Store(s0, s1, s2, s3, bias, c);
            Store(s4, s5, s6, s7, bias + 4, c + 4);
            Store(s8, s9, s10, s11, bias + 8, c + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Two(int tiles, float** a, float* c, float* next, int part)
    {
        for (; tiles > 0; tiles--, a += 6, c += Sums, next += part * Line)
        {
            for (int line = 0; line < part; line++) Prefetch.Near(next + (line * Line));
            Register256 s0 = Register256.Broadcast(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0, t4 = s0, t5 = s0;
            float* numbers = b;
            for (int run = 0; run < runs; run++)
            {
                nint offset = offsets[run];
                float* a0 = a[0] + offset, a1 = a[1] + offset, a2 = a[2] + offset, a3 = a[3] + offset, a4 = a[4] + offset, a5 = a[5] + offset;
                for (nint at = 0; at < length; at += Lanes, numbers += 2 * Lanes)
                {
                    Register256 p = Register256.Load(numbers), q = Register256.Load(numbers + Lanes);
                    Register256.Accumulate(p, a0 + at, ref s0);
                    Register256.Accumulate(q, a0 + at, ref t0);
                    Register256.Accumulate(p, a1 + at, ref s1);
                    Register256.Accumulate(q, a1 + at, ref t1);
                    Register256.Accumulate(p, a2 + at, ref s2);
                    Register256.Accumulate(q, a2 + at, ref t2);
                    Register256.Accumulate(p, a3 + at, ref s3);
                    Register256.Accumulate(q, a3 + at, ref t3);
                    Register256.Accumulate(p, a4 + at, ref s4);
                    Register256.Accumulate(q, a4 + at, ref t4);
                    Register256.Accumulate(p, a5 + at, ref s5);
                    Register256.Accumulate(q, a5 + at, ref t5);
                }
            }

            Store(s0, t0, s1, t1, bias, c);
            Store(s2, t2, s3, t3, bias + 4, c + 4);
            Store(s4, t4, s5, t5, bias + 8, c + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Three(int tiles, float** a, float* c, float* next, int part)
    {
        for (; tiles > 0; tiles--, a += 4, c += Sums, next += part * Line)
        {
            for (int line = 0; line < part; line++) Prefetch.Near(next + (line * Line));
            Register256 s0 = Register256.Broadcast(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0, u0 = s0, u1 = s0, u2 = s0, u3 = s0;
            float* numbers = b;
            for (int run = 0; run < runs; run++)
            {
                nint offset = offsets[run];
                float* a0 = a[0] + offset, a1 = a[1] + offset, a2 = a[2] + offset, a3 = a[3] + offset;
                for (nint at = 0; at < length; at += Lanes, numbers += 3 * Lanes)
                {
                    Register256 p = Register256.Load(numbers), q = Register256.Load(numbers + Lanes), r = Register256.Load(numbers + (2 * Lanes));
                    Register256.Accumulate(p, a0 + at, ref s0);
                    Register256.Accumulate(q, a0 + at, ref t0);
                    Register256.Accumulate(r, a0 + at, ref u0);
                    Register256.Accumulate(p, a1 + at, ref s1);
                    Register256.Accumulate(q, a1 + at, ref t1);
                    Register256.Accumulate(r, a1 + at, ref u1);
                    Register256.Accumulate(p, a2 + at, ref s2);
                    Register256.Accumulate(q, a2 + at, ref t2);
                    Register256.Accumulate(r, a2 + at, ref u2);
                    Register256.Accumulate(p, a3 + at, ref s3);
                    Register256.Accumulate(q, a3 + at, ref t3);
                    Register256.Accumulate(r, a3 + at, ref u3);
                }
            }

            Store(s0, t0, u0, s1, bias, c);
            Store(t1, u1, s2, t2, bias + 4, c + 4);
            Store(u2, s3, t3, u3, bias + 8, c + 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Four(int tiles, float** a, float* c, float* next, int part)
    {
        for (; tiles > 0; tiles--, a += 3, c += Sums, next += part * Line)
        {
            for (int line = 0; line < part; line++) Prefetch.Near(next + (line * Line));
            Register256 s0 = Register256.Broadcast(0), s1 = s0, s2 = s0, t0 = s0, t1 = s0, t2 = s0, u0 = s0, u1 = s0, u2 = s0, v0 = s0, v1 = s0, v2 = s0;
            float* numbers = b;
            for (int run = 0; run < runs; run++)
            {
                nint offset = offsets[run];
                float* a0 = a[0] + offset, a1 = a[1] + offset, a2 = a[2] + offset;
                for (nint at = 0; at < length; at += Lanes, numbers += 4 * Lanes)
                {
                    Register256 p = Register256.Load(a0 + at), q = Register256.Load(a1 + at), r = Register256.Load(a2 + at);
                    Register256.Accumulate(p, numbers, ref s0);
                    Register256.Accumulate(q, numbers, ref s1);
                    Register256.Accumulate(r, numbers, ref s2);
                    Register256.Accumulate(p, numbers + Lanes, ref t0);
                    Register256.Accumulate(q, numbers + Lanes, ref t1);
                    Register256.Accumulate(r, numbers + Lanes, ref t2);
                    Register256.Accumulate(p, numbers + (2 * Lanes), ref u0);
                    Register256.Accumulate(q, numbers + (2 * Lanes), ref u1);
                    Register256.Accumulate(r, numbers + (2 * Lanes), ref u2);
                    Register256.Accumulate(p, numbers + (3 * Lanes), ref v0);
                    Register256.Accumulate(q, numbers + (3 * Lanes), ref v1);
                    Register256.Accumulate(r, numbers + (3 * Lanes), ref v2);
                }
            }

            Store(s0, t0, u0, v0, bias, c);
            Store(s1, t1, u1, v1, bias + 4, c + 4);
            Store(s2, t2, u2, v2, bias + 8, c + 8);
        }
    }

    /// <summary>Adds up the lanes of each, and the bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Register256 s, Register256 t, Register256 u, Register256 v, float* bias, float* c)
    {
        if (!Avx.IsSupported)
        {
            float* lanes = stackalloc float[4 * Lanes], lane = lanes;
            s.Store(lanes);
            t.Store(lanes + Lanes);
            u.Store(lanes + (2 * Lanes));
            v.Store(lanes + (3 * Lanes));
            for (int i = 0; i < 4; i++, lane += Lanes) c[i] = lane[0] + lane[2] + (lane[1] + lane[3]) + (lane[4] + lane[6] + (lane[5] + lane[7])) + bias[i];
            return;
        }

        Vector256<float> left = Avx.UnpackLow(s.All, t.All) + Avx.UnpackHigh(s.All, t.All), right = Avx.UnpackLow(u.All, v.All) + Avx.UnpackHigh(u.All, v.All);
        Vector256<float> halves = Avx.Shuffle(left, right, 0x44) + Avx.Shuffle(left, right, 0xEE);
        (halves.GetLower() + halves.GetUpper() + Vector128.Load(bias)).Store(c);
    }
}
