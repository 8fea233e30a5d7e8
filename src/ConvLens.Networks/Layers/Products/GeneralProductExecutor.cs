using ConvLens.Compute.Elementwise;
using ConvLens.Compute.Layout;
using ConvLens.Compute.Products;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Products;

internal sealed class GeneralProductExecutor : LayerExecutor
{
    private readonly GeneralProduct _layer;
    private readonly BatchedProduct _forward;
    private readonly IndexedCopy? _spread;
    private readonly Tensor _part;
    private BatchedProduct? _left, _right;

    public GeneralProductExecutor(LayerSite site, GeneralProduct layer)
        : base(site)
    {
        _layer = layer;
        _forward = new(A, B, BatchedMatrices.Of(site.Output, []));
        _part = new([site.Inputs.Max(shape => Math.Max(shape.Length, site.Output.Length))]);
        if (site.Inputs.Count < 3) return;
        int[] strides = MemoryStrides.Of(site.Inputs[2]), to = MemoryStrides.Of(site.Output);
        int added = 2 - strides.Length;
        _spread = new(
            [.. to.Select((stride, axis) => CopyAxis.Even(site.Output[axis], axis < added || site.Inputs[2][axis - added] == 1 ? 0 : strides[axis - added], stride))],
            site.Inputs[2].Length,
            site.Output.Length);
    }

    private BatchedMatrices A => Turned(BatchedMatrices.Of(Site.Inputs[0], []), _layer.TransposeA);

    private BatchedMatrices B => Turned(BatchedMatrices.Of(Site.Inputs[1], []), _layer.TransposeB);

    public override void Forward(LayerFrame frame)
    {
        Scaled(_layer.Alpha, _forward, frame.Inputs[0].Values, frame.Inputs[1].Values, frame.Output.Span);
        if (_spread is null) return;
        Span<float> addend = _part.Span[..Site.Output.Length];
        _spread.Run(Site.Scheduler, frame.Inputs[2].Values, addend);
        Arithmetic.AddScaled(Site.Scheduler, _layer.Beta, addend, frame.Output.Span);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        // What is given transposed has a transposed gradient: the product's factors change places.
        BatchedMatrices dy = BatchedMatrices.Of(Site.Output, []);
        if (inputSignals[0] is { } da)
        {
            BatchedMatrices target = BatchedMatrices.Of(Site.Inputs[0], []);
            if (_layer.TransposeA) Scaled(_layer.Alpha, _left ??= new(B, dy.Transpose(), target), frame.Inputs[1].Values, signal.Values, da.Span);
            else Scaled(_layer.Alpha, _left ??= new(dy, B.Transpose(), target), signal.Values, frame.Inputs[1].Values, da.Span);
        }

        if (inputSignals[1] is { } db)
        {
            BatchedMatrices target = BatchedMatrices.Of(Site.Inputs[1], []);
            if (_layer.TransposeB) Scaled(_layer.Alpha, _right ??= new(dy.Transpose(), A, target), signal.Values, frame.Inputs[0].Values, db.Span);
            else Scaled(_layer.Alpha, _right ??= new(A.Transpose(), dy, target), frame.Inputs[0].Values, signal.Values, db.Span);
        }

        if (inputSignals.Count < 3 || inputSignals[2] is not { } dc) return;
        Span<float> sums = _part.Span[..dc.Length];
        _spread!.RunAdjoint(Site.Scheduler, signal.Values, sums);
        dc.Span.Clear();
        Arithmetic.AddScaled(Site.Scheduler, _layer.Beta, sums, dc.Span);
    }

    private static BatchedMatrices Turned(BatchedMatrices matrices, bool transposed) => transposed ? matrices.Transpose() : matrices;

    private void Scaled(float factor, BatchedProduct product, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        if (factor == 1)
        {
            product.Run(Site.Scheduler, a, b, c);
            return;
        }

        Span<float> part = _part.Span[..c.Length];
        product.Run(Site.Scheduler, a, b, part);
        c.Clear();
        Arithmetic.AddScaled(Site.Scheduler, factor, part, c);
    }
}
