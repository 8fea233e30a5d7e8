namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Whether resizing to given sizes keeps proportions.</summary>
public enum AspectPolicy
{
    /// <summary>No: every axis gets its size.</summary>
    Stretch,

    /// <summary>One scale for all named axes, the largest with which none exceeds its size.</summary>
    NotLarger,

    /// <summary>One scale for all named axes, the smallest with which none falls below its size.</summary>
    NotSmaller,
}
