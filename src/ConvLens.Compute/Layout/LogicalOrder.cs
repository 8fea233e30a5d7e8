using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Layout;

/// <summary>Copies between a tensor's memory order and logical order (N, C, H, W), where the two differ.</summary>
public static class LogicalOrder
{
    /// <summary>From memory order to logical order; null if they are the same.</summary>
    public static IndexedCopy? From(Shape shape) => Differs(shape) ? Copy(shape, MemoryStrides.Of(shape), RowMajor(shape)) : null;

    /// <summary>From logical order to memory order; null if they are the same.</summary>
    public static IndexedCopy? To(Shape shape) => Differs(shape) ? Copy(shape, RowMajor(shape), MemoryStrides.Of(shape)) : null;

    private static bool Differs(Shape shape) => shape.Rank == 4 && shape.C > 1 && shape.H * shape.W > 1;

    private static int[] RowMajor(Shape shape) => [shape.Length / shape.N, shape.H * shape.W, shape.W, 1];

    private static IndexedCopy Copy(Shape shape, int[] from, int[] to) =>
        new([.. from.Select((stride, axis) => CopyAxis.Even(shape[axis], stride, to[axis]))], shape.Length, shape.Length);
}
