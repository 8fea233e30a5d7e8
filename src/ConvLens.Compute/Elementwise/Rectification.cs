using System.Runtime.CompilerServices;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Elementwise;

/// <summary><c>y = min(x &lt; 0 ? slope · x : x, ceiling)</c>: ReLU, LeakyReLU and ReLU6 as two numbers that a fused kernel can take. By default <c>y = x</c>. NaN stays NaN.</summary>
public readonly record struct Rectification
{
    private readonly float? _negativeSlope, _ceiling;

    /// <summary>A rectification.</summary>
    /// <param name="negativeSlope">What negative numbers are multiplied by: 0 makes a ReLU; 1 leaves them.</param>
    /// <param name="ceiling">What larger numbers become; at least 0. Default +∞: none.</param>
    public Rectification(float negativeSlope, float ceiling = float.PositiveInfinity) => (_negativeSlope, _ceiling) = (negativeSlope, ceiling);

    /// <summary>What negative numbers are multiplied by.</summary>
    public float NegativeSlope => _negativeSlope ?? 1;

    /// <summary>What larger numbers become.</summary>
    public float Ceiling => _ceiling ?? float.PositiveInfinity;

    /// <summary>Whether numbers stay as they are.</summary>
    internal bool IsIdentity => NegativeSlope == 1 && float.IsPositiveInfinity(Ceiling);

    /// <summary>Sixteen numbers through the rectification of that slope and ceiling.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Invoke<TLanes>(TLanes x, float slope, float ceiling)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // Slope 0 must give 0, also for −∞, where 0 · x would be NaN.
        TLanes zero = TLanes.Broadcast(0), y = slope == 0 ? TLanes.AtLeast(zero, x) : TLanes.IfLess(x, zero, TLanes.Broadcast(slope) * x, x);
        return TLanes.AtMost(TLanes.Broadcast(ceiling), y);
    }

    /// <summary>One number through it.</summary>
    internal float Invoke(float x)
    {
        float y = x < 0 ? (NegativeSlope == 0 ? 0 : NegativeSlope * x) : x;
        return Ceiling < y ? Ceiling : y;
    }

    /// <summary>A signal at the output of the rectification of that slope and ceiling, sent down: <c>x &lt; ceiling ? (x &gt; 0 ? dy : slope · dy) : 0</c>. The output may stand for x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Gradient<TLanes>(TLanes x, TLanes dy, float slope, float ceiling)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes zero = TLanes.Broadcast(0), below = slope == 0 ? zero : TLanes.Broadcast(slope) * dy, passed = TLanes.IfLess(zero, x, dy, below);
        // Without a ceiling +∞ is no edge, and NaN keeps the gradient of the negative side.
        return float.IsPositiveInfinity(ceiling) ? passed : TLanes.IfLess(x, TLanes.Broadcast(ceiling), passed, zero);
    }

    /// <summary>One signal sent down.</summary>
    internal float Gradient(float x, float dy)
    {
        float passed = x > 0 ? dy : NegativeSlope == 0 ? 0 : NegativeSlope * dy;
        return float.IsPositiveInfinity(Ceiling) || x < Ceiling ? passed : 0;
    }
}
