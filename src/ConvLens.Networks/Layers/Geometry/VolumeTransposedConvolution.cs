using ConvLens.Compute.Convolution;
using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary><see cref="TransposedConvolution"/> over depth, rows and columns.</summary>
/// <remarks>Input [N, C, D, H, W], weight [C, O / groups, kernel depth, rows, columns], bias [O].</remarks>
/// <param name="Outputs">Output channels O.</param>
/// <param name="Kernel">The kernel's depth, rows and columns.</param>
public sealed record VolumeTransposedConvolution(int Outputs, ValueList<int> Kernel) : VolumeKernel(Outputs, Kernel)
{
    /// <summary>Further positions behind each axis, less than the stride. Default 0.</summary>
    public ValueList<int> OutputPadding { get; init; } = [0, 0, 0];

    /// <inheritdoc/>
    public override string Kind => "volume_transposed_convolution";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        RequireSound(input);
        if (OutputPadding.Count != 3) throw new LayerShapeException($"its output padding needs three numbers, found {OutputPadding}");
        long[] extents = [.. Enumerable.Range(0, 3).Select(i => TransposedExtent.Of(input[i + 2], Kernel[i], Stride[i], Dilation[i], Before[i], After[i], OutputPadding[i]))];
        Shape output = Axes.ToShape([input.N, Outputs, .. extents]);
        // Takes no memory, but refuses what no tensor could hold.
        _ = Geometry(input, output).Padded;
        return output;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs)
    {
        float bound = 1 / MathF.Sqrt((float)Outputs / Groups * Kernel[0] * Kernel[1] * Kernel[2]);
        ParameterSpec weight = new("weight", [inputs[0].C, Outputs / Groups, .. Kernel], bound);
        return Bias ? [weight, new("bias", [Outputs], bound)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)inputs[0].Length * (Outputs / Groups) * Kernel[0] * Kernel[1] * Kernel[2];

    internal override LayerExecutor CreateExecutor(LayerSite site)
    {
        ConvolutionGeometry geometry = Geometry(site.Input, site.Output);
        DepthUnfolding unfolding = new(site.Output, site.Input[2], Kernel[0], Stride[0], Dilation[0], Before[0]);
        return new VolumeTransposedConvolutionExecutor(site, geometry, unfolding, LogicalOrder.To([geometry.Outputs, geometry.GroupChannels, Kernel[1], Kernel[2]]));
    }

    // The convolution of pictures that goes from this layer's output, unfolded, to its input.
    private ConvolutionGeometry Geometry(Shape input, Shape output) => new(
        DepthUnfolding.PicturesOf(output, input[2], Kernel[0]), input.C, Kernel[1], Kernel[2], Stride[1], Stride[2],
        Before[1], Before[2], After[1], After[2], Dilation[1], Dilation[2], Groups);
}
