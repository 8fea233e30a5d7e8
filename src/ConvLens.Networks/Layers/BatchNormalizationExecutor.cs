using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>Forward and backward are each one pass of <see cref="ColumnAffine"/> with factors made from <see cref="ColumnMoments"/> and <see cref="ColumnProducts"/>; the first may be left to the layer that reads the output.</summary>
/// <remarks>
/// Memory is read as a matrix in which <c>run</c> neighbouring columns belong to one part (a channel or an image column): [N·H·W, C] with runs of 1 for
/// channels, [N·H, W·C] with runs of C for image columns. Column sums are added up run by run; factors are repeated along the run.
/// </remarks>
internal sealed class BatchNormalizationExecutor(LayerSite site, int parts, int run, float epsilon, float momentum) : LayerExecutor(site)
{
    private readonly int _columns = parts * run, _count = site.Input.Length / parts;
    private readonly Tensor _mean = new([parts]), _variance = new([parts]), _unbiased = new([parts]);
    private readonly float[] _scale = new float[parts], _shift = new float[parts], _ofInput = new float[parts], _ofOne = new float[parts];
    private readonly float[] _sumOfSignal = new float[parts], _sumOfProducts = new float[parts];
    private readonly float[] _scales = new float[parts * run], _shifts = new float[parts * run], _ofInputs = new float[parts * run], _ofOnes = new float[parts * run];
    private readonly float[] _products = new float[parts * run], _signals = new float[parts * run];
    private readonly ColumnMoments _moments = new(site.Input.Length, parts * run, site.Input.N);
    private ColumnProducts? _sums;
    private LayerFrame? _deferredFrame;
    private Rectification _deferredRectification;

    public override IEnumerable<(string Parameter, Tensor Observed, float Momentum)> Statistics =>
        [("running_mean", _mean, momentum), ("running_var", _unbiased, momentum)];

    public override bool CanRectify => true;

    public override bool CanAdd => true;

    public override bool CanMask => true;

    public override bool CanDefer => true;

    public override RectifiedAffine Deferred => new(_scales, _shifts, _deferredRectification);

    public override bool SumsGoAlong => _moments.GoesAlong;

    public override bool OverwritesSignal => true;

    private ColumnProducts Sums => _sums ??= new(Site.Input.Length, _columns, Site.Input.N);

    public override void Forward(LayerFrame frame) => Forward(frame, default);

    public override void Forward(LayerFrame frame, Rectification rectification, Tensor? addend = null)
    {
        Defer(frame, rectification);
        // A sum is taken in as one times its other side, which rounds as the sum does.
        Array.Fill(_ofInputs, 1);
        if (addend is null) ColumnAffine.Run(Site.Scheduler, _columns, frame.Input.Values, _scales, _shifts, frame.Output.Span, rectification);
        else ColumnAffine.Run(Site.Scheduler, _columns, frame.Input.Values, _scales, addend.Values, _ofInputs, _shifts, frame.Output.Span, rectification);
    }

    public override void Defer(LayerFrame frame, Rectification rectification)
    {
        if (frame.Mode.IsTraining) Observe(frame);
        Scale(frame);
        (_deferredFrame, _deferredRectification) = (frame, rectification);
    }

    public override BatchReduction SumUpInput(Tensor input)
    {
        _moments.Begin(input);
        return _moments;
    }

    public override BatchReduction SumUpSignal(Tensor signal)
    {
        Sums.Begin(_deferredFrame!.Input, Repeat(Mean(_deferredFrame).Values, _ofOnes), signal, Deferred);
        return Sums;
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients) =>
        Backward(frame, signal, null, inputSignals, parameterGradients);

    public override void Backward(LayerFrame frame, Tensor signal, Rectification? rectification, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        bool training = frame.Mode.IsTraining;
        Tensor mean = Mean(frame), variance = Variance(frame);
        Scale(frame);
        RectifiedAffine mask = rectification is { } behind ? new(_scales, _shifts, behind) : default;
        if (training || parameterGradients is not null)
        {
            if (!frame.IsSignalReduced)
            {
                Sums.Begin(frame.Input, Repeat(mean.Values, _ofOnes), signal, mask);
                Sums.Run(Site.Scheduler);
            }

            Sums.Read(Site.Scheduler, _products, _signals);
            AddUp(_products, _sumOfProducts);
            AddUp(_signals, _sumOfSignal);
        }

        if (parameterGradients is not null)
        {
            for (int p = 0; p < parts; p++) parameterGradients[0].Span[p] = _sumOfProducts[p] / MathF.Sqrt(variance.Values[p] + epsilon);
            _sumOfSignal.CopyTo(parameterGradients[1].Span);
        }

        if (inputSignals[0] is not { } dx) return;
        if (!training)
        {
            Array.Clear(_ofOnes);
            ColumnAffine.Gradient(Site.Scheduler, _columns, signal.Values, _scales, frame.Input.Values, default, _ofOnes, dx.Span, mask);
            return;
        }

        // dx = a·(dy − mean(dy) − x̂·mean(dy·x̂)), written as dy·a + x·b + c.
        for (int p = 0; p < parts; p++)
        {
            _ofInput[p] = -_scale[p] * _sumOfProducts[p] / (variance.Values[p] + epsilon) / _count;
            _ofOne[p] = (-_scale[p] * _sumOfSignal[p] / _count) - (mean.Values[p] * _ofInput[p]);
        }

        ColumnAffine.Gradient(Site.Scheduler, _columns, signal.Values, _scales, frame.Input.Values, Repeat(_ofInput, _ofInputs), Repeat(_ofOne, _ofOnes), dx.Span, mask);
    }

    private Tensor Mean(LayerFrame frame) => frame.Mode.IsTraining ? _mean : frame.Parameters[2];

    private Tensor Variance(LayerFrame frame) => frame.Mode.IsTraining ? _variance : frame.Parameters[3];

    private void Observe(LayerFrame frame)
    {
        if (!frame.IsInputReduced)
        {
            _moments.Begin(frame.Input);
            _moments.Run(Site.Scheduler);
        }

        _moments.Read(Site.Scheduler, _mean.Span, _variance.Span);
        for (int p = 0; p < parts; p++)
        {
            _unbiased.Span[p] = _variance.Values[p] / Math.Max(1, _count - 1);
            _variance.Span[p] /= _count;
        }
    }

    /// <summary>Makes the output of the input: y = x · scale + shift, with the same numbers on either way.</summary>
    private void Scale(LayerFrame frame)
    {
        Tensor weight = frame.Parameters[0], bias = frame.Parameters[1];
        Tensor mean = Mean(frame), variance = Variance(frame);
        for (int p = 0; p < parts; p++)
        {
            _scale[p] = weight.Values[p] / MathF.Sqrt(variance.Values[p] + epsilon);
            _shift[p] = bias.Values[p] - (mean.Values[p] * _scale[p]);
        }

        Repeat(_scale, _scales);
        Repeat(_shift, _shifts);
    }

    private void AddUp(ReadOnlySpan<float> columns, Span<float> sums)
    {
        for (int p = 0; p < parts; p++)
        {
            float sum = columns[p * run];
            for (int i = 1; i < run; i++) sum += columns[(p * run) + i];
            sums[p] = sum;
        }
    }

    private ReadOnlySpan<float> Repeat(ReadOnlySpan<float> factors, float[] repeated)
    {
        for (int p = 0; p < parts; p++) repeated.AsSpan(p * run, run).Fill(factors[p]);
        return repeated;
    }
}
