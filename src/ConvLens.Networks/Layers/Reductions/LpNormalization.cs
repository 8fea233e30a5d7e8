using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Reductions;

/// <summary><c>y = x / ‖x‖ₚ</c> along an axis; 0 where the norm is 0.</summary>
/// <param name="P">1 or 2. Default 2.</param>
/// <param name="Axis">The axis; negative ones count from the end. Default −1, as in ONNX.</param>
public sealed record LpNormalization(int P = 2, int Axis = -1) : Layer
{
    /// <inheritdoc/>
    public override string Kind => "lp_normalization";

    /// <inheritdoc/>
    public override LocalWindow? Window => Axis == 1 ? LocalWindow.Pixel : null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        if (P is not (1 or 2)) throw new LayerShapeException($"its p must be 1 or 2, found {P}");
        _ = RequireAxis(Axis, inputs[0]);
        return inputs[0];
    }

    internal override LayerExecutor CreateExecutor(LayerSite site) => new Executor(site, Fibers.Along(site.Input, [RequireAxis(Axis, site.Input)], keepAxes: true), P);

    private sealed class Executor(LayerSite site, Fibers fibers, int p) : LayerExecutor(site)
    {
        private readonly Fibers _whole = Fibers.OfBroadcast(site.Input, site.Input);
        private readonly float[] _norms = new float[fibers.Count], _sums = new float[fibers.Count];

        public override void Forward(LayerFrame frame)
        {
            if (p == 1) Reduce.SumOfAbsolutes(Site.Scheduler, fibers, frame.Input.Values, _norms);
            else Reduce.SumOfSquares(Site.Scheduler, fibers, frame.Input.Values, _norms);
            if (p == 2) Function.SquareRoot.Forward(Site.Scheduler, _norms, _norms);
            foreach (ref float norm in _norms.AsSpan()) norm = norm == 0 ? 1 : norm;
            PairFunction.Quotient.Forward(Site.Scheduler, _whole, frame.Input.Values, fibers, _norms, frame.Output.Span);
        }

        // dx = (dy − s · Σ dy · y) / ‖x‖ with s = y for p = 2, and the sign of x for p = 1.
        public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
        {
            if (inputSignals[0] is not { } target) return;
            Span<float> dx = target.Span;
            Elementwise.Arithmetic.Multiply(Site.Scheduler, signal.Values, frame.Output.Values, dx);
            Reduce.Sum(Site.Scheduler, fibers, dx, _sums);
            foreach (ref float sum in _sums.AsSpan()) sum = -sum;
            Elementwise.Arithmetic.Spread(Site.Scheduler, fibers, _sums, dx);
            if (p == 1) Function.AbsoluteValue.Gradient(Site.Scheduler, frame.Input.Values, dx, dx);
            else Elementwise.Arithmetic.Multiply(Site.Scheduler, frame.Output.Values, dx, dx);
            Elementwise.Arithmetic.AddScaled(Site.Scheduler, 1, signal.Values, dx);
            PairFunction.Quotient.Forward(Site.Scheduler, _whole, dx, fibers, _norms, dx);
        }
    }
}
