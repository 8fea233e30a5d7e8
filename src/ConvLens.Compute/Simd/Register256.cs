using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ConvLens.Compute.Simd;

/// <summary>Eight floats.</summary>
internal readonly unsafe struct Register256(Vector256<float> all) : IRegister<Register256>
{
    private readonly Vector256<float> _all = all;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register256 FusedMultiplyAdd(Register256 left, Register256 right, Register256 addend) => new(Vector256.FusedMultiplyAdd(left._all, right._all, addend._all));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _all.Store(to);
}
