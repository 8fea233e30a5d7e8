using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ConvLens.Compute.Simd;

/// <summary>Four floats.</summary>
internal readonly unsafe struct Register128(Vector128<float> all) : IRegister<Register128>
{
    private readonly Vector128<float> _all = all;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Load(float* from) => new(Vector128.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register128 FusedMultiplyAdd(Register128 left, Register128 right, Register128 addend) => new(Vector128.FusedMultiplyAdd(left._all, right._all, addend._all));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _all.Store(to);
}
