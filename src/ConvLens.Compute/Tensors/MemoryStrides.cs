namespace ConvLens.Compute.Tensors;

/// <summary>How many floats lie between neighbours along each logical axis.</summary>
public static class MemoryStrides
{
    /// <summary>Strides by logical axis: N, C, H, W of a rank-4 tensor lie channels-last, every other rank row-major.</summary>
    public static int[] Of(Shape shape)
    {
        if (shape.Rank == 4) return [shape.H * shape.W * shape.C, 1, shape.W * shape.C, shape.C];
        int[] strides = new int[shape.Rank];
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis--]) strides[axis] = stride;
        return strides;
    }
}
