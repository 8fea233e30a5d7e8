using ConvLens.Compute.Convolution;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers;

/// <summary>y[n, o, y, x] = b[o] + Σ_{c, i, j} w[o, c, i, j] · x[n, c, y · stride + i · dilation − padding, …]: cross-correlation, as the field calls convolution.</summary>
/// <remarks>Input [N, C, H, W], weight [O, C / groups, kernel rows, kernel columns], bias [O].
/// Output extent ⌊(H + padding − dilation · (kernel − 1) − 1) / stride⌋ + 1.</remarks>
/// <param name="Outputs">Output channels O.</param>
/// <param name="Kernel">Kernel rows and columns.</param>
public sealed record Convolution(int Outputs, Extent Kernel) : Layer
{
    /// <summary>Input pixels from one output pixel to the next. Default 1.</summary>
    public Extent Stride { get; init; } = 1;

    /// <summary>Zeros around the input. Default 0.</summary>
    public Margins Padding { get; init; }

    /// <summary>Input pixels from one kernel tap to the next. Default 1.</summary>
    public Extent Dilation { get; init; } = 1;

    /// <summary>Independent groups of channels; C and O must be multiples of it. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "convolution";

    /// <inheritdoc/>
    public override LocalWindow Window =>
        new(new(((Kernel.Rows - 1) * Dilation.Rows) + 1, ((Kernel.Columns - 1) * Dilation.Columns) + 1), Stride);

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        RequireRank(inputs[0], 4, "N×C×H×W");
        if (Groups < 1 || inputs[0].C % Groups != 0 || Outputs % Groups != 0) throw new LayerShapeException($"its {inputs[0].C} input and {Outputs} output channels must be multiples of its {Groups} groups");
        RequirePositive(Kernel, "kernel");
        RequirePositive(Stride, "stride");
        RequirePositive(Dilation, "dilation");
        RequireNotNegative(Padding);
        long rows = (long)inputs[0].H + Padding.Top + Padding.Bottom, columns = (long)inputs[0].W + Padding.Left + Padding.Right;
        long windowRows = ((Kernel.Rows - 1L) * Dilation.Rows) + 1, windowColumns = ((Kernel.Columns - 1L) * Dilation.Columns) + 1;
        if (rows < windowRows || columns < windowColumns)
            throw new LayerShapeException($"it needs at least {windowRows}×{windowColumns} pixels with padding, found {rows}×{columns}");
        if (Math.Max(rows, columns) > int.MaxValue) throw new LayerShapeException($"its padding makes {rows}×{columns} pixels, which is too large");
        ConvolutionGeometry geometry = Geometry(inputs[0]);
        // Takes no memory, but refuses what no tensor could hold.
        _ = geometry.Padded;
        return geometry.Output;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs)
    {
        ConvolutionGeometry geometry = Geometry(inputs[0]);
        float bound = 1 / MathF.Sqrt(geometry.PatchLength);
        ParameterSpec weight = new("weight", [Outputs, geometry.GroupChannels, Kernel.Rows, Kernel.Columns], bound);
        return Bias ? [weight, new("bias", [Outputs], bound)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)output.Length * Geometry(inputs[0]).PatchLength;

    internal override LayerExecutor CreateExecutor(LayerSite site) => new ConvolutionExecutor(site, Geometry(site.Input));

    private ConvolutionGeometry Geometry(Shape input) => new(
        input, Outputs, Kernel.Rows, Kernel.Columns, Stride.Rows, Stride.Columns,
        Padding.Top, Padding.Left, Padding.Bottom, Padding.Right, Dilation.Rows, Dilation.Columns, Groups);
}
