using ConvLens.Compute.Convolution;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>y[n, o, y · stride + i · dilation − padding, …] = b[o] + Σ over all (c, y, x, i, j) that meet there of w[c, o, i, j] · x[n, c, y, x]: a convolution's way back as a layer, which enlarges.</summary>
/// <remarks>Input [N, C, H, W], weight [C, O / groups, kernel rows, kernel columns] as in PyTorch and ONNX, bias [O].
/// Output extent (H − 1) · stride − padding + dilation · (kernel − 1) + 1 + output padding.</remarks>
/// <param name="Outputs">Output channels O.</param>
/// <param name="Kernel">Kernel rows and columns.</param>
public sealed record TransposedConvolution(int Outputs, Extent Kernel) : Layer
{
    /// <summary>Output pixels from one input pixel to the next. Default 1.</summary>
    public Extent Stride { get; init; } = 1;

    /// <summary>Pixels cut off the output at each side. Default 0.</summary>
    public Margins Padding { get; init; }

    /// <summary>Further rows below and columns to the right, less than the stride: a convolution of that stride would have lost them. Default 0.</summary>
    public Extent OutputPadding { get; init; }

    /// <summary>Output pixels from one kernel tap to the next. Default 1.</summary>
    public Extent Dilation { get; init; } = 1;

    /// <summary>Independent groups of channels; C and O must be multiples of it. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override string Kind => "transposed_convolution";

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        RequireRank(input, 4, "N×C×H×W");
        if (Groups < 1 || Outputs < 1 || input.C % Groups != 0 || Outputs % Groups != 0) throw new LayerShapeException($"its {input.C} input and {Outputs} output channels must be multiples of its {Groups} groups");
        RequireNotNegative(Padding);
        long rows = TransposedExtent.Of(input.H, Kernel.Rows, Stride.Rows, Dilation.Rows, Padding.Top, Padding.Bottom, OutputPadding.Rows);
        long columns = TransposedExtent.Of(input.W, Kernel.Columns, Stride.Columns, Dilation.Columns, Padding.Left, Padding.Right, OutputPadding.Columns);
        Shape output = Axes.ToShape([input.N, Outputs, rows, columns]);
        // Takes no memory, but refuses what no tensor could hold.
        _ = Geometry(input, output).Padded;
        return output;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs)
    {
        float bound = 1 / MathF.Sqrt((float)Outputs / Groups * Kernel.Rows * Kernel.Columns);
        ParameterSpec weight = new("weight", [inputs[0].C, Outputs / Groups, Kernel.Rows, Kernel.Columns], bound);
        return Bias ? [weight, new("bias", [Outputs], bound)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)inputs[0].Length * (Outputs / Groups) * Kernel.Rows * Kernel.Columns;

    internal override LayerExecutor CreateExecutor(LayerSite site) => new TransposedConvolutionExecutor(site, Geometry(site.Input, site.Output));

    // The convolution that goes from this layer's output to its input.
    private ConvolutionGeometry Geometry(Shape input, Shape output) => new(
        output, input.C, Kernel.Rows, Kernel.Columns, Stride.Rows, Stride.Columns,
        Padding.Top, Padding.Left, Padding.Bottom, Padding.Right, Dilation.Rows, Dilation.Columns, Groups);
}
