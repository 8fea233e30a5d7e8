using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ConvLens.Compute.Simd;

/// <summary>Turns blocks of 8 × 8 numbers: rows become columns. Nothing is computed, so any machine gives the same bits.</summary>
internal static unsafe class Transposition
{
    /// <summary>Rows and columns of a block.</summary>
    public const int Side = 8;

    /// <summary>to[j · toPitch + i] = from[i · fromPitch + j] for i and j in 0 … 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(float* from, nint fromPitch, float* to, nint toPitch)
    {
        if (!Avx.IsSupported)
        {
            for (int i = 0; i < Side; i++)
                for (int j = 0; j < Side; j++) to[(j * toPitch) + i] = from[(i * fromPitch) + j];
            return;
        }

        Half(from, fromPitch, to, toPitch);
        Half(from + 4, fromPitch, to + (4 * toPitch), toPitch);
    }

    /// <summary>to[j · toPitch + i] = from[i · fromPitch + j] for i in 0 … <paramref name="rows"/> − 1 and j in 0 … <paramref name="columns"/> − 1.</summary>
    public static void Turn(float* from, nint fromPitch, int columns, int rows, float* to, nint toPitch)
    {
        for (int i = 0; i < rows; i += Side, from += Side * fromPitch, to += Side)
            for (int j = 0, height = Math.Min(Side, rows - i); j < columns; j += Side)
            {
                float* source = from + j, target = to + (j * toPitch);
                int width = Math.Min(Side, columns - j);
                if (height == Side && width == Side) Turn(source, fromPitch, target, toPitch);
                else
                    for (int row = 0; row < height; row++)
                        for (int column = 0; column < width; column++) target[(column * toPitch) + row] = source[(row * fromPitch) + column];
            }
    }

    /// <summary>Four columns of four rows, one after the other: to[4 · j + i] = from[i · fromPitch + j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Quad(float* from, nint fromPitch, float* to)
    {
        if (!Sse.IsSupported)
        {
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++) to[(j * 4) + i] = from[(i * fromPitch) + j];
            return;
        }

        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + fromPitch), c = Vector128.Load(from + (2 * fromPitch)), d = Vector128.Load(from + (3 * fromPitch));
        Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d), abHigh = Sse.UnpackHigh(a, b), cdHigh = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(ab, cd).Store(to);
        Sse.MoveHighToLow(cd, ab).Store(to + 4);
        Sse.MoveLowToHigh(abHigh, cdHigh).Store(to + 8);
        Sse.MoveHighToLow(cdHigh, abHigh).Store(to + 12);
    }

    /// <summary>Four columns of eight rows; each half of a register holds four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(float* from, nint fromPitch, float* to, nint toPitch)
    {
        float* lower = from + (4 * fromPitch);
        Vector256<float> a = Vector256.Create(Vector128.Load(from), Vector128.Load(lower));
        Vector256<float> b = Vector256.Create(Vector128.Load(from + fromPitch), Vector128.Load(lower + fromPitch));
        Vector256<float> c = Vector256.Create(Vector128.Load(from + (2 * fromPitch)), Vector128.Load(lower + (2 * fromPitch)));
        Vector256<float> d = Vector256.Create(Vector128.Load(from + (3 * fromPitch)), Vector128.Load(lower + (3 * fromPitch)));
        Vector256<float> ab = Avx.UnpackLow(a, b), cd = Avx.UnpackLow(c, d), abHigh = Avx.UnpackHigh(a, b), cdHigh = Avx.UnpackHigh(c, d);
        Avx.Shuffle(ab, cd, 0x44).Store(to);
        Avx.Shuffle(ab, cd, 0xEE).Store(to + toPitch);
        Avx.Shuffle(abHigh, cdHigh, 0x44).Store(to + (2 * toPitch));
        Avx.Shuffle(abHigh, cdHigh, 0xEE).Store(to + (3 * toPitch));
    }
}
