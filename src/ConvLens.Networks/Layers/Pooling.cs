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

    /// <summary>Input pixels from one tap of a window to the next. Default 1.</summary>
    public Extent Dilation { get; init; } = 1;

    /// <summary>Whether a last window that does not fit whole still counts. Default false.</summary>
    public bool RoundUp { get; init; }

    /// <inheritdoc/>
    public override LocalWindow Window => new(new(((Kernel.Rows - 1) * Dilation.Rows) + 1, ((Kernel.Columns - 1) * Dilation.Columns) + 1), Stride);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        RequireRank(input, 4, "N×C×H×W");
        int rows = PoolingWindows.Count(input.H, Padding.Top, Padding.Bottom, Kernel.Rows, Stride.Rows, Dilation.Rows, RoundUp);
        int columns = PoolingWindows.Count(input.W, Padding.Left, Padding.Right, Kernel.Columns, Stride.Columns, Dilation.Columns, RoundUp);
        // Switches number a window's pixels in float32.
        if ((long)Kernel.Rows * Kernel.Columns > 1 << 24) throw new LayerShapeException($"its window must have at most 2²⁴ pixels, found {Kernel}");
        return [input.N, input.C, rows, columns];
    }

    private protected PoolingGeometry Geometry(Shape input, Shape output) => new(
        input, output, Kernel.Rows, Kernel.Columns, Stride.Rows, Stride.Columns,
        Padding.Top, Padding.Left, Padding.Bottom, Padding.Right, Dilation.Rows, Dilation.Columns);
}
