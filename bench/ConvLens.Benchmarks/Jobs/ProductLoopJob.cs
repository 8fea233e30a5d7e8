using ConvLens.Benchmarks.Networks;
using ConvLens.Compute.Products;
using ConvLens.Compute.Scheduling;
using ConvLens.Compute.Simd;
using ConvLens.Compute.Tensors;

namespace ConvLens.Benchmarks.Jobs;

/// <summary>The innermost loop of large products alone, over and over on the same packed rows and panels, which stay in near caches: what a product could reach if nothing else took time.</summary>
internal static class ProductLoopJob
{
    // Rows are whole tiles of either kind of machine; so many items and repetitions take as long as a product of 1,024 rows and columns.
    private const int Rows = 84, Items = 64, Repetitions = 48, PanelPitch = WideBlock.Depth * PanelMatrix.PanelWidth;

    /// <summary>Prepares the job.</summary>
    public static unsafe PreparedJob Prepare(Scheduler scheduler)
    {
        int columns = scheduler.LaneBits == 512 ? WideTile.Columns : PanelMatrix.PanelWidth;
        Tensor a = InitialValues.Picture([WideBlock.Length], "a"), b = InitialValues.Picture([2 * PanelPitch], "b"), c = new([Items, Rows * WideTile.Columns]);
        return new((double)Items * Repetitions * Rows * columns * WideBlock.Depth, () =>
        {
            fixed (float* pa = a.Values, pb = b.Values, pc = c.Span) scheduler.Run(new Kernel(pa, pb, pc, columns), Items);
        });
    }

    private readonly unsafe struct Kernel(float* a, float* b, float* c, int columns) : IKernel
    {
        public void Run<TLanes>(int item)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            for (int i = 0; i < Repetitions; i++)
                WideBlock.Add<TLanes>(a, PackedRows.GroupPitch<TLanes>(WideBlock.Depth), Rows, b, PanelPitch, WideBlock.Depth, begin: true, null, c + (item * Rows * WideTile.Columns), columns, columns);
        }
    }
}
