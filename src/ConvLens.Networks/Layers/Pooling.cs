using ConvLens.Compute.Pooling;
using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers;

/// <summary>What max and average pooling share: a window that moves over the picture.</summary>
/// <param name="Kernel">Window rows and columns.</param>
public abstract record Pooling(Extent Kernel) : Layer
{
    /// <summary>Input pixels from one window to the next. Default: the window's size, so that windows touch.</summary>
    public Extent Stride { get; init; } = Kernel;

    /// <summary>Pixels around the picture that windows may reach into; less than the window. Default 0.</summary>
    public Margins Padding { get; init; }

    /// <summary>Whether a last window that does not fit whole still counts. Default false.</summary>
    public bool RoundUp { get; init; }

    /// <inheritdoc/>
    public override LocalWindow Window => new(Kernel, Stride);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 4, "N×C×H×W");
        RequirePositive(Kernel, "window");
        RequirePositive(Stride, "stride");
        RequireNotNegative(Padding);
        // Switches number a window's pixels in float32.
        if ((long)Kernel.Rows * Kernel.Columns > 1 << 24) throw new LayerShapeException($"its window must have at most 2²⁴ pixels, found {Kernel}");
        if (Math.Max(Padding.Top, Padding.Bottom) >= Kernel.Rows || Math.Max(Padding.Left, Padding.Right) >= Kernel.Columns)
            throw new LayerShapeException($"its padding must be less than its {Kernel} window");
        Shape input = inputs[0];
        if ((long)input.H + Padding.Top + Padding.Bottom < Kernel.Rows || (long)input.W + Padding.Left + Padding.Right < Kernel.Columns)
            throw new LayerShapeException($"it needs at least {Kernel} pixels with padding");
        return [input.N, input.C, Windows(input.H, Padding.Top, Padding.Bottom, Kernel.Rows, Stride.Rows), Windows(input.W, Padding.Left, Padding.Right, Kernel.Columns, Stride.Columns)];
    }

    private protected PoolingGeometry Geometry(Shape input, Shape output) =>
        new(input, output, Kernel.Rows, Kernel.Columns, Stride.Rows, Stride.Columns, Padding.Top, Padding.Left);

    // Rounded up, the last window must still start inside the picture or its leading padding, or it would see nothing.
    private int Windows(int extent, int before, int after, int window, int stride)
    {
        long room = (long)extent + before + after - window, windows = (room / stride) + 1;
        if (RoundUp && room % stride != 0 && windows * stride < (long)extent + before) windows++;
        return (int)Math.Min(windows, int.MaxValue);
    }
}
