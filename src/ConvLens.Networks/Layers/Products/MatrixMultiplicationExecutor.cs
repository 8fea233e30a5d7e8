using ConvLens.Compute.Layout;
using ConvLens.Compute.Products;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Products;

/// <summary>Three products: y = a · b, da = dy · bᵀ, db = aᵀ · dy. Operands are read in place; results are written in logical order and reordered if memory has another.</summary>
internal sealed class MatrixMultiplicationExecutor(LayerSite site, Shape a, Shape b, int[] batch) : LayerExecutor(site)
{
    private readonly Result _product = new(site.Output);
    private readonly BatchedProduct _forward = new(BatchedMatrices.Of(a, batch), BatchedMatrices.Of(b, batch), Result.Matrices(Full(a, b, batch), batch));
    private (BatchedProduct Product, Result Result)? _left, _right;

    public override void Forward(LayerFrame frame)
    {
        _forward.Run(Site.Scheduler, frame.Inputs[0].Values, frame.Inputs[1].Values, _product.Room(frame.Output));
        _product.Finish(Site.Scheduler, frame.Output);
    }

    public override void Backward(LayerFrame frame, Tensor signal, IReadOnlyList<Tensor?> inputSignals, IReadOnlyList<Tensor>? parameterGradients)
    {
        // Where an input of one axis took an axis out of the output, the memory of the signal is row-major.
        Shape full = Full(a, b, batch);
        BatchedMatrices dy = full.Rank == Site.Output.Rank ? BatchedMatrices.Of(full, batch) : Result.Matrices(full, batch);
        if (inputSignals[0] is { } da)
        {
            (BatchedProduct product, Result result) = _left ??= (new(dy, BatchedMatrices.Of(b, batch).Transpose(), Result.Matrices(a, batch)), new(Site.Inputs[0]));
            product.Run(Site.Scheduler, signal.Values, frame.Inputs[1].Values, result.Room(da));
            result.Finish(Site.Scheduler, da);
        }

        if (inputSignals[1] is { } db)
        {
            (BatchedProduct product, Result result) = _right ??= (new(BatchedMatrices.Of(a, batch).Transpose(), dy, Result.Matrices(b, batch)), new(Site.Inputs[1]));
            product.Run(Site.Scheduler, frame.Inputs[0].Values, signal.Values, result.Room(db));
            result.Finish(Site.Scheduler, db);
        }
    }

    private static Shape Full(Shape a, Shape b, int[] batch) => new([.. batch, a[a.Rank - 2], b[b.Rank - 1]]);

    /// <summary>Where a product goes: straight to its tensor if that lies in logical order.</summary>
    private sealed class Result(Shape shape)
    {
        private readonly IndexedCopy? _pack = LogicalOrder.To(shape);
        private readonly Tensor? _logical = LogicalOrder.To(shape) is null ? null : new([shape.Length]);

        public static BatchedMatrices Matrices(Shape shape, int[] batch)
        {
            int[] strides = new int[shape.Rank];
            for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis--]) strides[axis] = stride;
            return BatchedMatrices.Of(shape, batch, strides);
        }

        public Span<float> Room(Tensor tensor) => _logical is null ? tensor.Span : _logical.Span;

        public void Finish(Compute.Scheduling.Scheduler scheduler, Tensor tensor) => _pack?.Run(scheduler, _logical!.Values, tensor.Span);
    }
}
