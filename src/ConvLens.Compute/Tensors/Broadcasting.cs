namespace ConvLens.Compute.Tensors;

/// <summary>NumPy's rule: shapes are aligned at their last axes; an axis that is missing or 1 repeats.</summary>
public static class Broadcasting
{
    /// <summary>The shape to which all given ones spread.</summary>
    /// <exception cref="ArgumentException">Two extents of one axis differ and neither is 1.</exception>
    public static Shape Common(IReadOnlyList<Shape> shapes)
    {
        int[] extents = new int[shapes.Max(shape => shape.Rank)];
        Array.Fill(extents, 1);
        foreach (Shape shape in shapes)
            for (int axis = 0; axis < shape.Rank; axis++)
            {
                ref int extent = ref extents[axis + extents.Length - shape.Rank];
                if (extent != shape[axis] && extent != 1 && shape[axis] != 1) throw new ArgumentException($"its inputs do not broadcast: one axis has both {extent} and {shape[axis]} steps");
                extent = Math.Max(extent, shape[axis]);
            }

        return new(extents);
    }
}
