using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>Three products: y = x·wᵀ, dx = dy·w, dw = dyᵀ·x.</summary>
internal sealed class DenseExecutor(LayerSite site) : LayerExecutor(site)
{
    private readonly PanelMatrix _forwardWeights = new(site.Input.C, site.Output.C);
    private PanelMatrix? _backwardWeights, _inputs;
    private PackedCache _forwardCache, _backwardCache;

    private int Batch => Site.Input.N;

    private int Inputs => Site.Input.C;

    private int Outputs => Site.Output.C;

    public override void Forward(LayerFrame frame)
    {
        Tensor weight = frame.Parameters[0];
        if (_forwardCache.MustPack(weight)) _forwardWeights.Pack(Site.Scheduler, weight.Values, rowStride: 1, columnStride: Inputs);
        ReadOnlySpan<float> bias = frame.Parameters.Count > 1 ? frame.Parameters[1].Values : default;
        MatrixProduct.Run(Site.Scheduler, Batch, frame.Input.Values, Inputs, 1, _forwardWeights, bias, frame.Output.Span);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        if (inputSignals[0] is { } inputSignal)
        {
            _backwardWeights ??= new(Outputs, Inputs);
            if (_backwardCache.MustPack(frame.Parameters[0])) _backwardWeights.Pack(Site.Scheduler, frame.Parameters[0].Values, rowStride: Inputs, columnStride: 1);
            MatrixProduct.Run(Site.Scheduler, Batch, signal.Values, Outputs, 1, _backwardWeights, default, inputSignal.Span);
        }

        if (parameterGradients is null) return;
        _inputs ??= new(Batch, Inputs);
        _inputs.Pack(Site.Scheduler, frame.Input.Values, rowStride: Inputs, columnStride: 1);
        MatrixProduct.Run(Site.Scheduler, Outputs, signal.Values, 1, Outputs, _inputs, default, parameterGradients[0].Span);
        if (parameterGradients.Count > 1) ColumnSums.Run(Site.Scheduler, Outputs, signal.Values, parameterGradients[1].Span);
    }
}
