using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ConvLens.Compute.Simd;

/// <summary>Sixteen lanes as four 128-bit registers; without any, the runtime's software form gives the same bits.</summary>
internal unsafe struct Lanes128(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) : ILanes<Lanes128>
{
    private Vector128<float> _a = a, _b = b, _c = c, _d = d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* from) => new(
        Vector128.Load(from),
        Vector128.Load(from + 4),
        Vector128.Load(from + 8),
        Vector128.Load(from + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(float value)
    {
        Vector128<float> all = Vector128.Create(value);
        return new(all, all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(float* from)
    {
        Vector128<float> all = Avx.IsSupported ? Avx.BroadcastScalarToVector128(from) : Vector128.Create(*from);
        return new(all, all, all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FusedMultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 addend) => new(
        Vector128.FusedMultiplyAdd(left._a, right._a, addend._a),
        Vector128.FusedMultiplyAdd(left._b, right._b, addend._b),
        Vector128.FusedMultiplyAdd(left._c, right._c, addend._c),
        Vector128.FusedMultiplyAdd(left._d, right._d, addend._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Lanes128 left, Lanes128 right, ref Lanes128 sum)
    {
        sum._a = Vector128.FusedMultiplyAdd(left._a, right._a, sum._a);
        sum._b = Vector128.FusedMultiplyAdd(left._b, right._b, sum._b);
        sum._c = Vector128.FusedMultiplyAdd(left._c, right._c, sum._c);
        sum._d = Vector128.FusedMultiplyAdd(left._d, right._d, sum._d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Sqrt(Lanes128 value) => new(
        Vector128.Sqrt(value._a),
        Vector128.Sqrt(value._b),
        Vector128.Sqrt(value._c),
        Vector128.Sqrt(value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Round(Lanes128 value) => new(
        Vector128.Round(value._a),
        Vector128.Round(value._b),
        Vector128.Round(value._c),
        Vector128.Round(value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Floor(Lanes128 value) => new(
        Vector128.Floor(value._a),
        Vector128.Floor(value._b),
        Vector128.Floor(value._c),
        Vector128.Floor(value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Ceiling(Lanes128 value) => new(
        Vector128.Ceiling(value._a),
        Vector128.Ceiling(value._b),
        Vector128.Ceiling(value._c),
        Vector128.Ceiling(value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Max(Lanes128 left, Lanes128 right) => new(
        Vector128.Max(left._a, right._a),
        Vector128.Max(left._b, right._b),
        Vector128.Max(left._c, right._c),
        Vector128.Max(left._d, right._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Min(Lanes128 left, Lanes128 right) => new(
        Vector128.Min(left._a, right._a),
        Vector128.Min(left._b, right._b),
        Vector128.Min(left._c, right._c),
        Vector128.Min(left._d, right._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtLeast(Lanes128 least, Lanes128 value) => new(AtLeast(least._a, value._a), AtLeast(least._b, value._b), AtLeast(least._c, value._c), AtLeast(least._d, value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 AtMost(Lanes128 most, Lanes128 value) => new(AtMost(most._a, value._a), AtMost(most._b, value._b), AtMost(most._c, value._c), AtMost(most._d, value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Exponent(Lanes128 value) => new(
        Exponent(value._a),
        Exponent(value._b),
        Exponent(value._c),
        Exponent(value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Significand(Lanes128 value) => new(
        Significand(value._a),
        Significand(value._b),
        Significand(value._c),
        Significand(value._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PowerOfTwo(Lanes128 n) => new(
        PowerOfTwo(n._a),
        PowerOfTwo(n._b),
        PowerOfTwo(n._c),
        PowerOfTwo(n._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 IfLess(Lanes128 left, Lanes128 right, Lanes128 then, Lanes128 otherwise) => new(
        Vector128.ConditionalSelect(Vector128.LessThan(left._a, right._a), then._a, otherwise._a),
        Vector128.ConditionalSelect(Vector128.LessThan(left._b, right._b), then._b, otherwise._b),
        Vector128.ConditionalSelect(Vector128.LessThan(left._c, right._c), then._c, otherwise._c),
        Vector128.ConditionalSelect(Vector128.LessThan(left._d, right._d), then._d, otherwise._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 IfEqual(Lanes128 left, Lanes128 right, Lanes128 then, Lanes128 otherwise) => new(
        Vector128.ConditionalSelect(Vector128.Equals(left._a, right._a), then._a, otherwise._a),
        Vector128.ConditionalSelect(Vector128.Equals(left._b, right._b), then._b, otherwise._b),
        Vector128.ConditionalSelect(Vector128.Equals(left._c, right._c), then._c, otherwise._c),
        Vector128.ConditionalSelect(Vector128.Equals(left._d, right._d), then._d, otherwise._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 left, Lanes128 right) => new(
        left._a + right._a,
        left._b + right._b,
        left._c + right._c,
        left._d + right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 left, Lanes128 right) => new(
        left._a - right._a,
        left._b - right._b,
        left._c - right._c,
        left._d - right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 left, Lanes128 right) => new(
        left._a * right._a,
        left._b * right._b,
        left._c * right._c,
        left._d * right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 left, Lanes128 right) => new(
        left._a / right._a,
        left._b / right._b,
        left._c / right._c,
        left._d / right._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* to)
    {
        _a.Store(to);
        _b.Store(to + 4);
        _c.Store(to + 8);
        _d.Store(to + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreQuads(float* to, nint pitch)
    {
        _a.Store(to);
        _b.Store(to + pitch);
        _c.Store(to + (2 * pitch));
        _d.Store(to + (3 * pitch));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly float Sum() => Tree(Vector256.Create(_a + _c, _b + _d));

    /// <summary>The last three steps of <see cref="Sum"/>, shared by all widths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Tree(Vector256<float> eight)
    {
        Vector128<float> four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOfTwo(Vector128<float> n) => ((Vector128.ConvertToInt32(n) + Vector128.Create(127)) << 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Exponent(Vector128<float> value) => Vector128.ConvertToSingle((value.AsInt32() >>> 23) - Vector128.Create(127));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Significand(Vector128<float> value) => ((value.AsInt32() & Vector128.Create(0x007FFFFF)) | Vector128.Create(0x3F800000)).AsSingle();

    // These instructions give their second operand where either is NaN or both are zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> AtLeast(Vector128<float> least, Vector128<float> value) =>
        Sse.IsSupported ? Sse.Max(least, value) : Vector128.ConditionalSelect(Vector128.LessThan(value, least), least, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> AtMost(Vector128<float> most, Vector128<float> value) =>
        Sse.IsSupported ? Sse.Min(most, value) : Vector128.ConditionalSelect(Vector128.LessThan(most, value), most, value);
}
