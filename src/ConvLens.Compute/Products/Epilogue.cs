using System.Runtime.CompilerServices;
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
    private readonly bool _adds = addend is not null;

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsNone => !_adds && rectification.IsIdentity;

    /// <summary>Sixteen sums on their way to <paramref name="target"/> in the output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes sums, float* target)
        where TLanes : unmanaged, ILanes<TLanes> =>
        rectification.Invoke(_adds ? sums + TLanes.Load((float*)((byte*)target + _distance)) : sums);

    /// <summary>One sum on its way to <paramref name="target"/> in the output.</summary>
    public float Invoke(float sum, float* target) => rectification.Invoke(_adds ? sum + *(float*)((byte*)target + _distance) : sum);

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
