using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Reductions;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using Elementwise = ConvLens.Compute.Elementwise;

namespace ConvLens.Networks.Layers.Normalization;

/// <summary>y = x̂ · weight + bias with x̂ = (x − mean) / √(variance + ε), the statistics taken along fibers: instance, group and layer normalization.</summary>
/// <param name="site">The place.</param>
/// <param name="fibers">The numbers that share a mean and a (biased) variance.</param>
/// <param name="affine">How weight and bias spread.</param>
/// <param name="epsilon">ε.</param>
internal sealed class StandardizationExecutor(LayerSite site, Fibers fibers, Fibers affine, float epsilon) : LayerExecutor(site)
{
    private readonly Fibers _whole = Fibers.OfBroadcast(site.Input, site.Input);
    private readonly Tensor _standard = new(site.Input);
    private readonly float[] _inverse = new float[fibers.Count], _sums = new float[fibers.Count], _products = new float[fibers.Count];
    private Tensor? _temporary;

    public override void Forward(LayerFrame frame)
    {
        Span<float> standard = _standard.Span;
        Reduce.Sum(Site.Scheduler, fibers, frame.Input.Values, _sums);
        foreach (ref float mean in _sums.AsSpan()) mean /= fibers.Size;
        PairFunction.Difference.Forward(Site.Scheduler, _whole, frame.Input.Values, fibers, _sums, standard);
        Reduce.SumOfSquares(Site.Scheduler, fibers, standard, _inverse);
        foreach (ref float value in _inverse.AsSpan()) value = 1 / MathF.Sqrt((value / fibers.Size) + epsilon);
        PairFunction.Product.Forward(Site.Scheduler, _whole, standard, fibers, _inverse, standard);
        Elementwise.Arithmetic.MultiplyAdd(Site.Scheduler, standard, affine, frame.Parameters[0].Values, affine, frame.Parameters[1].Values, frame.Output.Span);
    }

    // With g = dy · weight: dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(variance + ε).
    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        Span<float> temporary = (_temporary ??= new(Site.Input)).Span;
        if (parameterGradients is not null)
        {
            Elementwise.Arithmetic.Multiply(Site.Scheduler, signal.Values, _standard.Values, temporary);
            Reduce.Sum(Site.Scheduler, affine, temporary, parameterGradients[0].Span);
            Reduce.Sum(Site.Scheduler, affine, signal.Values, parameterGradients[1].Span);
        }

        if (inputSignals[0] is not { } target) return;
        Span<float> dx = target.Span;
        PairFunction.Product.Forward(Site.Scheduler, _whole, signal.Values, affine, frame.Parameters[0].Values, dx);
        Elementwise.Arithmetic.Multiply(Site.Scheduler, dx, _standard.Values, temporary);
        Reduce.Sum(Site.Scheduler, fibers, dx, _sums);
        Reduce.Sum(Site.Scheduler, fibers, temporary, _products);
        for (int i = 0; i < fibers.Count; i++)
        {
            _sums[i] *= -_inverse[i] / fibers.Size;
            _products[i] *= -_inverse[i] / fibers.Size;
        }

        Elementwise.Arithmetic.MultiplyAdd(Site.Scheduler, _standard.Values, fibers, _products, fibers, _sums, temporary);
        Elementwise.Arithmetic.MultiplyAdd(Site.Scheduler, dx, fibers, _inverse, _whole, temporary, dx);
    }
}
