using System.Runtime.CompilerServices;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>The rectifiers: <c>y = x &lt; 0 ? slope · x : x</c>; slope 0 is ReLU, a small slope LeakyReLU. NaN stays NaN.</summary>
public static unsafe class Relu
{
    /// <summary><c>y = x &lt; 0 ? slope · x : x</c>.</summary>
    public static void Forward(Scheduler scheduler, float slope, ReadOnlySpan<float> x, Span<float> y) =>
        Map.Unary(scheduler, new Value(slope), x, y);

    /// <summary><c>dx = x &gt; 0 ? dy : slope · dy</c>: at exactly 0 the gradient is that of the negative side, as in the field's other tools.</summary>
    public static void Gradient(Scheduler scheduler, float slope, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx) =>
        Map.Binary(scheduler, new Mask(slope), x, dy, dx);

    /// <summary>Sixteen numbers through the rectifier; slope 1 leaves them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Rectify<TLanes>(float slope, TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes zero = TLanes.Broadcast(0);
        // Slope 0 must give 0, also for −∞, where 0 · x would be NaN.
        return TLanes.IfLess(x, zero, slope == 0 ? zero : TLanes.Broadcast(slope) * x, x);
    }

    /// <summary>Rectifies a block of a larger matrix in place: what ends a fused kernel. Slope 1 does nothing.</summary>
    internal static void InPlace<TLanes>(float slope, float* x, int rows, long pitch, int columns)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (slope == 1) return;
        for (int row = 0; row < rows; row++, x += pitch)
        {
            int j = 0;
            for (; j + 16 <= columns; j += 16) Rectify(slope, TLanes.Load(x + j)).Store(x + j);
            for (; j < columns; j++) x[j] = x[j] < 0 ? (slope == 0 ? 0 : slope * x[j]) : x[j];
        }
    }

    private readonly struct Value(float slope) : IUnaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Rectify(slope, x);
    }

    private readonly struct Mask(float slope) : IBinaryOperator
    {
        public TLanes Invoke<TLanes>(TLanes x, TLanes dy)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes zero = TLanes.Broadcast(0);
            return TLanes.IfLess(zero, x, dy, slope == 0 ? zero : TLanes.Broadcast(slope) * dy);
        }
    }
}
