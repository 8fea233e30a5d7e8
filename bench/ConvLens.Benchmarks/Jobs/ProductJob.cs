using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>A square matrix product; B is packed before, as weights are, or each time.</summary>
internal static class ProductJob
{
    public static PreparedJob Prepare(int size, bool packEachTime, Scheduler scheduler)
    {
        Tensor a = InitialValues.Picture([size, size], "a"), b = InitialValues.Picture([size, size], "b"), c = new([size, size]);
        PanelMatrix panels = new(size, size);
        panels.Pack(scheduler, b.Values, rowStride: size, columnStride: 1);
        return new((double)size * size * size, () =>
        {
            if (packEachTime) panels.Pack(scheduler, b.Values, rowStride: size, columnStride: 1);
            MatrixProduct.Run(scheduler, size, a.Values, size, 1, panels, default, c.Span);
        });
    }
}
