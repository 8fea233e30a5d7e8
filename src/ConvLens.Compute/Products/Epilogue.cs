using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Products;

/// <summary>What is done to finished sums while they are still in a near cache: another tensor is added to them, then they are rectified. By default nothing.</summary>
/// <param name="output">Where the sums lie.</param>
/// <param name="addend">What is added to them, in the same layout; null for nothing.</param>
/// <param name="rectification">What is done to them then.</param>
internal readonly unsafe struct Epilogue(float* output, float* addend, Rectification rectification)
{
    private readonly nint _distance = addend is null ? 0 : (nint)((byte*)addend - (byte*)output);
    private readonly float _slope = rectification.NegativeSlope, _ceiling = rectification.Ceiling;

    /// <summary>Whether something is added.</summary>
    public bool Adds { get; } = addend is not null;

    /// <summary>Whether sums are rectified.</summary>
    public bool Rectifies { get; } = !rectification.IsIdentity;

    /// <summary>Whether nothing is done.</summary>
    public bool IsNone => !Adds && !Rectifies;

    /// <summary>Whether rectifying is to keep sums between <see cref="Floor"/> and <see cref="Ceiling"/>.</summary>
    public bool Clamps => !Rectifies || _slope is 0 or 1;

    /// <summary>What smaller sums become, if it clamps.</summary>
    public float Floor => Rectifies && _slope == 0 ? 0 : float.NegativeInfinity;

    /// <summary>What larger sums become.</summary>
    public float Ceiling => Rectifies ? _ceiling : float.PositiveInfinity;

    /// <summary>Asks for the addends of a block of sixteen columns at <paramref name="target"/> in the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(float* target, int rows, nint pitch)
    {
        if (!Adds) return;
        for (int row = 0; row < rows; row++, target += pitch) Simd.Prefetch.Near((byte*)target + _distance);
    }

    /// <summary>Sixteen sums on their way to <paramref name="target"/> in the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes sums, float* target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (Adds) sums = Add(sums, target);
        return Rectifies ? Rectify(sums) : sums;
    }

    /// <summary>Sixteen sums with their addends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Add<TLanes>(TLanes sums, float* target)
        where TLanes : unmanaged, ILanes<TLanes> => sums + TLanes.Load(Addend(target));

    /// <summary>Where the addend of the sum at <paramref name="target"/> lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float* Addend(float* target) => (float*)((byte*)target + _distance);

    /// <summary>Sixteen sums, rectified.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Rectify<TLanes>(TLanes sums)
        where TLanes : unmanaged, ILanes<TLanes> => Rectification.Invoke(sums, _slope, _ceiling);

    /// <summary>Finishes and writes a register of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Vector512<float> sums, float* target) => Invoke(new Lanes512(sums), target).Store(target);

    /// <summary>One sum on its way to <paramref name="target"/> in the output.</summary>
    public float Invoke(float sum, float* target)
    {
        if (Adds) sum += *(float*)((byte*)target + _distance);
        return Rectifies ? new Rectification(_slope, _ceiling).Invoke(sum) : sum;
    }

    /// <summary>Finishes a block of the output in place.</summary>
    public void Apply<TLanes>(float* block, int rows, long pitch, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (IsNone) return;
        for (int row = 0; row < rows; row++, block += pitch)
        {
            int j = 0;
            for (; j + 16 <= columns; j += 16) Invoke(TLanes.Load(block + j), block + j).Store(block + j);
            for (; j < columns; j++) block[j] = Invoke(block[j], block + j);
        }
    }
}
