using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ConvLens.Compute.Simd;

/// <summary>Sixteen floats.</summary>
internal unsafe struct Register512(Vector512<float> all) : IRegister<Register512>
{
    private Vector512<float> _all = all;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Broadcast(float* from) => new(Vector512.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 operator +(Register512 left, Register512 right) => new(left._all + right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Register512 left, Register512 right, ref Register512 sum) => sum._all = Vector512.FusedMultiplyAdd(left._all, right._all, sum._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Register512 left, float* right, ref Register512 sum) => sum._all = Vector512.FusedMultiplyAdd(left._all, Vector512.Load(right), sum._all);

    // These instructions give their second operand where either is NaN or both are zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Clamp(Register512 least, Register512 most, Register512 value)
    {
        if (Avx512F.IsSupported) return new(Avx512F.Min(most._all, Avx512F.Max(least._all, value._all)));
        Vector512<float> raised = Vector512.ConditionalSelect(Vector512.LessThan(value._all, least._all), least._all, value._all);
        return new(Vector512.ConditionalSelect(Vector512.LessThan(most._all, raised), most._all, raised));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* to) => _all.Store(to);
}
