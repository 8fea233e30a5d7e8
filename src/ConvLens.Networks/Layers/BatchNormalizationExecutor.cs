using ConvLens.Compute.Normalization;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>Forward and backward are each one pass of <see cref="ColumnAffine"/> with factors made from column sums.</summary>
internal sealed class BatchNormalizationExecutor(LayerSite site, float epsilon, float momentum) : LayerExecutor(site)
{
    private readonly int _channels = site.Input.C, _rows = site.Input.Length / site.Input.C;
    private readonly Tensor _mean = new([site.Input.C]), _variance = new([site.Input.C]), _unbiased = new([site.Input.C]);
    private readonly float[] _scale = new float[site.Input.C], _ofInput = new float[site.Input.C], _shift = new float[site.Input.C];
    private readonly float[] _sumOfSignal = new float[site.Input.C], _sumOfProducts = new float[site.Input.C];

    public override IEnumerable<(string Parameter, Tensor Observed, float Momentum)> Statistics =>
        [("running_mean", _mean, momentum), ("running_var", _unbiased, momentum)];

    public override void Forward(LayerFrame frame)
    {
        Tensor bias = frame.Parameters[1];
        if (frame.Mode.IsTraining) Observe(frame.Input);
        Tensor mean = frame.Mode.IsTraining ? _mean : frame.Parameters[2];
        Scale(frame);
        for (int c = 0; c < _channels; c++) _shift[c] = bias.Values[c] - (mean.Values[c] * _scale[c]);
        ColumnAffine.Run(Site.Scheduler, _channels, frame.Input.Values, _scale, _shift, frame.Output.Span);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        Tensor mean = frame.Mode.IsTraining ? _mean : frame.Parameters[2], variance = frame.Mode.IsTraining ? _variance : frame.Parameters[3];
        Scale(frame);
        if (frame.Mode.IsTraining || parameterGradients is not null)
        {
            ColumnSums.Run(Site.Scheduler, _channels, signal.Values, _sumOfSignal);
            ColumnSums.OfProducts(Site.Scheduler, _channels, frame.Input.Values, mean.Values, signal.Values, _sumOfProducts);
        }

        if (parameterGradients is not null)
        {
            for (int c = 0; c < _channels; c++) parameterGradients[0].Span[c] = _sumOfProducts[c] / MathF.Sqrt(variance.Values[c] + epsilon);
            _sumOfSignal.CopyTo(parameterGradients[1].Span);
        }

        if (inputSignals[0] is not { } dx) return;
        if (!frame.Mode.IsTraining)
        {
            Array.Clear(_shift);
            ColumnAffine.Run(Site.Scheduler, _channels, signal.Values, _scale, _shift, dx.Span);
            return;
        }

        // dx = a·(dy − mean(dy) − x̂·mean(dy·x̂)), written as dy·a + x·b + c.
        for (int c = 0; c < _channels; c++)
        {
            _ofInput[c] = -_scale[c] * _sumOfProducts[c] / (variance.Values[c] + epsilon) / _rows;
            _shift[c] = (-_scale[c] * _sumOfSignal[c] / _rows) - (mean.Values[c] * _ofInput[c]);
        }

        ColumnAffine.Run(Site.Scheduler, _channels, signal.Values, _scale, frame.Input.Values, _ofInput, _shift, dx.Span);
    }

    private void Observe(Tensor input)
    {
        ColumnSums.Run(Site.Scheduler, _channels, input.Values, _mean.Span);
        for (int c = 0; c < _channels; c++) _mean.Span[c] /= _rows;
        ColumnSums.OfSquares(Site.Scheduler, _channels, input.Values, _mean.Values, _variance.Span);
        for (int c = 0; c < _channels; c++)
        {
            _unbiased.Span[c] = _variance.Values[c] / Math.Max(1, _rows - 1);
            _variance.Span[c] /= _rows;
        }
    }

    private void Scale(LayerFrame frame)
    {
        Tensor weight = frame.Parameters[0], variance = frame.Mode.IsTraining ? _variance : frame.Parameters[3];
        for (int c = 0; c < _channels; c++) _scale[c] = weight.Values[c] / MathF.Sqrt(variance.Values[c] + epsilon);
    }
}
