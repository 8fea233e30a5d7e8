using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ConvLens.Compute.Simd;

/// <summary>Eight floats.</summary>
internal unsafe struct Register256(Vector256<float> all) : IRegister<Register256>
{
    private Vector256<float> _all = all;

    public static int Count => 8;

    /// <summary>The floats.</summary>
    public readonly Vector256<float> All => _all;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Broadcast(float* from) => new(Avx.IsSupported ? Avx.BroadcastScalarToVector256(from) : Vector256.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 operator +(Register256 left, Register256 right) => new(left._all + right._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Register256 left, Register256 right, ref Register256 sum) => sum._all = Vector256.FusedMultiplyAdd(left._all, right._all, sum._all);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Accumulate(Register256 left, float* right, ref Register256 sum) => sum._all = Vector256.FusedMultiplyAdd(left._all, Vector256.Load(right), sum._all);

    // These instructions give their second operand where either is NaN or both are zeros.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Clamp(Register256 least, Register256 most, Register256 value)
    {
        if (Avx.IsSupported) return new(Avx.Min(most._all, Avx.Max(least._all, value._all)));
        Vector256<float> raised = Vector256.ConditionalSelect(Vector256.LessThan(value._all, least._all), least._all, value._all);
        return new(Vector256.ConditionalSelect(Vector256.LessThan(most._all, raised), most._all, raised));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* to) => _all.Store(to);
}
