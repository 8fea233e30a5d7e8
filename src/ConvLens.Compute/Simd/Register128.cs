using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ConvLens.Compute.Simd;

/// <summary>Four floats.</summary>
internal unsafe struct Register128(Vector128<float> all) : IRegister<Register128>
{
    private Vector128<float> _all = all;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Load(float* from) => new(Vector128.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Broadcast(float* from) => new(Vector128.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 operator +(Register128 left, Register128 right) => new(left._all + right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Register128 left, Register128 right, ref Register128 sum) => sum._all = Vector128.FusedMultiplyAdd(left._all, right._all, sum._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Register128 left, float* right, ref Register128 sum) => sum._all = Vector128.FusedMultiplyAdd(left._all, Vector128.Load(right), sum._all);

    // These instructions give their second operand where either is NaN or both are zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Clamp(Register128 least, Register128 most, Register128 value)
    {
        if (Sse.IsSupported) return new(Sse.Min(most._all, Sse.Max(least._all, value._all)));
        Vector128<float> raised = Vector128.ConditionalSelect(Vector128.LessThan(value._all, least._all), least._all, value._all);
        return new(Vector128.ConditionalSelect(Vector128.LessThan(most._all, raised), most._all, raised));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* to) => _all.Store(to);
}
