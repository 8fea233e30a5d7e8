using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>The innermost loops of products with short sums or few columns: rows of A are read where they lie, and sums stay in registers from the bias to C.</summary>
/// <remarks>
/// <code>
/// c[i, j] = epilogue(bias[j] + Σ_run Σ_l A_i[offset_run + l] · b[run · length + l, j])
/// </code>
/// Each sum is one chain of fused multiply-adds in the order of k, with the same bits as <see cref="Tile"/>. Four steps of k go in one: a busy neighbour on the same core leaves time for few instructions beside the multiply-adds.
/// </remarks>
internal static unsafe class InPlaceTile
{
    /// <summary>Rows of a tile of whole panels.</summary>
    public const int Rows = Tile.Rows;

    /// <summary>Rows of a tile of <see cref="Columns"/> columns.</summary>
    public const int LowRows = 4;

    /// <summary>Columns of a tile of one panel and half of the next: three registers of 256 bits, where two panels would be four.</summary>
    public const int Columns = 24;

    // Steps of k in one.
    private const int Steps = 4;

    private const int Width = PanelMatrix.PanelWidth;

    /// <summary>Computes tiles of six rows, one below the other, by whole panels.</summary>
    /// <param name="tiles">How many.</param>
    /// <param name="a">Where each row begins.</param>
    /// <param name="offsets">Where each run begins in a row.</param>
    /// <param name="runs">Number of runs.</param>
    /// <param name="length">Numbers of a run.</param>
    /// <param name="b">The first panel.</param>
    /// <param name="panels">Number of panels, one after the other.</param>
    /// <param name="bias">What sums begin with; null for zero.</param>
    /// <param name="c">Where they go.</param>
    /// <param name="pitch">Floats from row to row of <paramref name="c"/>.</param>
    /// <param name="epilogue">What is done to the sums on their way; it adds or clamps.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(int tiles, float** a, int* offsets, int runs, int length, float* b, int panels, float* bias, float* c, nint pitch, in Epilogue epilogue)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        bool adds = epilogue.Adds, clamps = epilogue.Rectifies;
        float floor = epilogue.Floor, ceiling = epilogue.Ceiling;
        nint whole = length / Steps * Steps;
        for (; tiles > 0; tiles--, a += Rows, c += Rows * pitch)
        {
            float* numbers = b, start = bias, target = c;
            for (int panel = panels; panel > 0; panel--, target += Width)
            {
                TLanes s0 = TLanes.Broadcast(0);
                if (start is not null)
                {
                    s0 = TLanes.Load(start);
                    start += Width;
                }

                TLanes s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
                for (int run = 0; run < runs; run++)
                {
                    nint offset = offsets[run], at = 0;
                    float* a0 = a[0] + offset, a1 = a[1] + offset, a2 = a[2] + offset, a3 = a[3] + offset, a4 = a[4] + offset, a5 = a[5] + offset;
                    for (; at < whole; at += Steps, numbers += Steps * Width)
                    {
                        Tile.Add(a0 + at, a1 + at, a2 + at, a3 + at, a4 + at, a5 + at, numbers, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                        Tile.Add(a0 + at + 1, a1 + at + 1, a2 + at + 1, a3 + at + 1, a4 + at + 1, a5 + at + 1, numbers + Width, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                        Tile.Add(a0 + at + 2, a1 + at + 2, a2 + at + 2, a3 + at + 2, a4 + at + 2, a5 + at + 2, numbers + (2 * Width), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                        Tile.Add(a0 + at + 3, a1 + at + 3, a2 + at + 3, a3 + at + 3, a4 + at + 3, a5 + at + 3, numbers + (3 * Width), ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                    }

                    for (; at < length; at++, numbers += Width) Tile.Add(a0 + at, a1 + at, a2 + at, a3 + at, a4 + at, a5 + at, numbers, ref s0, ref s1, ref s2, ref s3, ref s4, ref s5);
                }

                float* lower = target + (3 * pitch);
                if (adds)
                {
                    s0 = epilogue.Add(s0, target);
                    s1 = epilogue.Add(s1, target + pitch);
                    s2 = epilogue.Add(s2, target + (2 * pitch));
                    s3 = epilogue.Add(s3, lower);
                    s4 = epilogue.Add(s4, lower + pitch);
                    s5 = epilogue.Add(s5, lower + (2 * pitch));
                }

                if (clamps)
                {
                    TLanes least = TLanes.Broadcast(floor), most = TLanes.Broadcast(ceiling);
                    s0 = TLanes.AtMost(most, TLanes.AtLeast(least, s0));
                    s1 = TLanes.AtMost(most, TLanes.AtLeast(least, s1));
                    s2 = TLanes.AtMost(most, TLanes.AtLeast(least, s2));
                    s3 = TLanes.AtMost(most, TLanes.AtLeast(least, s3));
                    s4 = TLanes.AtMost(most, TLanes.AtLeast(least, s4));
                    s5 = TLanes.AtMost(most, TLanes.AtLeast(least, s5));
                }

                s0.Store(target);
                s1.Store(target + pitch);
                s2.Store(target + (2 * pitch));
                s3.Store(lower);
                s4.Store(lower + pitch);
                s5.Store(lower + (2 * pitch));
            }
        }
    }

    /// <summary>Computes four rows by a panel and the first half of the next, where a register is half a panel; parameters as those of <see cref="Run{TLanes}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RunLow<TRegister>(float** a, int* offsets, int runs, int length, float* b, nint panelLength, float* bias, float* c, nint pitch, in Epilogue epilogue)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        nint half = Width / 2;
        TRegister p0 = TRegister.Broadcast(0), q0 = p0, r0 = p0;
        if (bias is not null) (p0, q0, r0) = (TRegister.Load(bias), TRegister.Load(bias + half), TRegister.Load(bias + Width));
        TRegister p1 = p0, p2 = p0, p3 = p0, q1 = q0, q2 = q0, q3 = q0, r1 = r0, r2 = r0, r3 = r0;
        float* second = b + panelLength;
        for (int run = 0; run < runs; run++)
        {
            nint offset = offsets[run];
            float* a0 = a[0] + offset, a1 = a[1] + offset, a2 = a[2] + offset, a3 = a[3] + offset;
            for (nint at = 0; at < length; at++, b += Width, second += Width)
            {
                TRegister left = TRegister.Load(b), middle = TRegister.Load(b + half), right = TRegister.Load(second), number = TRegister.Broadcast(a0 + at);
                TRegister.Accumulate(number, left, ref p0);
                TRegister.Accumulate(number, middle, ref q0);
                TRegister.Accumulate(number, right, ref r0);
                number = TRegister.Broadcast(a1 + at);
                TRegister.Accumulate(number, left, ref p1);
                TRegister.Accumulate(number, middle, ref q1);
                TRegister.Accumulate(number, right, ref r1);
                number = TRegister.Broadcast(a2 + at);
                TRegister.Accumulate(number, left, ref p2);
                TRegister.Accumulate(number, middle, ref q2);
                TRegister.Accumulate(number, right, ref r2);
                number = TRegister.Broadcast(a3 + at);
                TRegister.Accumulate(number, left, ref p3);
                TRegister.Accumulate(number, middle, ref q3);
                TRegister.Accumulate(number, right, ref r3);
            }
        }

        Store(p0, q0, r0, c, epilogue);
        Store(p1, q1, r1, c + pitch, epilogue);
        Store(p2, q2, r2, c + (2 * pitch), epilogue);
        Store(p3, q3, r3, c + (3 * pitch), epilogue);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TRegister>(TRegister p, TRegister q, TRegister r, float* c, in Epilogue epilogue)
        where TRegister : unmanaged, IRegister<TRegister>
    {
        TRegister least = TRegister.Broadcast(epilogue.Floor), most = TRegister.Broadcast(epilogue.Ceiling);
        if (epilogue.Adds)
        {
            float* addend = epilogue.Addend(c);
            (p, q, r) = (p + TRegister.Load(addend), q + TRegister.Load(addend + (Width / 2)), r + TRegister.Load(addend + Width));
        }

        TRegister.Clamp(least, most, p).Store(c);
        TRegister.Clamp(least, most, q).Store(c + (Width / 2));
        TRegister.Clamp(least, most, r).Store(c + Width);
    }
}
