using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ConvLens.Compute.Simd;

/// <summary>Sixteen floats.</summary>
internal readonly unsafe struct Register512(Vector512<float> all) : IRegister<Register512>
{
    private readonly Vector512<float> _all = all;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Register512 FusedMultiplyAdd(Register512 left, Register512 right, Register512 addend) => new(Vector512.FusedMultiplyAdd(left._all, right._all, addend._all));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => _all.Store(to);
}
