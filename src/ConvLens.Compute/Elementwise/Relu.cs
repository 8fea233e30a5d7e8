using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary>The rectifiers: <c>y = x &lt; 0 ? slope · x : x</c>; slope 0 is ReLU, a small slope LeakyReLU, and with a ceiling it is ReLU6. NaN stays NaN.</summary>
public static class Relu
{
    /// <summary><c>y = x &lt; 0 ? slope · x : x</c>.</summary>
    public static void Forward(Scheduler scheduler, float slope, ReadOnlySpan<float> x, Span<float> y) => Forward(scheduler, new Rectification(slope), x, y);

    /// <summary><c>y = min(x &lt; 0 ? slope · x : x, ceiling)</c>.</summary>
    public static void Forward(Scheduler scheduler, Rectification rectification, ReadOnlySpan<float> x, Span<float> y) =>
        Map.Unary(scheduler, new Value(rectification), x, y);

    /// <summary><c>dx = x &gt; 0 ? dy : slope · dy</c>: at exactly 0 the gradient is that of the negative side, as in the field's other tools.</summary>
    public static void Gradient(Scheduler scheduler, float slope, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx) =>
        Gradient(scheduler, new Rectification(slope), x, dy, dx);

    /// <summary><c>dx = x &lt; ceiling ? (x &gt; 0 ? dy : slope · dy) : 0</c>. The output may stand for x: it lies on the same side of 0 and of the ceiling.</summary>
    public static void Gradient(Scheduler scheduler, Rectification rectification, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx) =>
        Map.Binary(scheduler, new Mask(rectification), x, dy, dx);

    private readonly struct Value(Rectification rectification) : IUnaryOperator
    {
        private readonly float _slope = rectification.NegativeSlope, _ceiling = rectification.Ceiling;

        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Rectification.Invoke(x, _slope, _ceiling);
    }

    private readonly struct Mask(Rectification rectification) : IBinaryOperator
    {
        private readonly float _slope = rectification.NegativeSlope, _ceiling = rectification.Ceiling;

        public TLanes Invoke<TLanes>(TLanes x, TLanes dy)
            where TLanes : unmanaged, ILanes<TLanes> => Rectification.Gradient(x, dy, _slope, _ceiling);
    }
}
