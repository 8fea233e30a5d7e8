using ConvLens.Compute.Convolution;
using ConvLens.Compute.Layout;
using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Cross-correlation over depth, rows and columns: y[n, o, z, y, x] = b[o] + Σ w[o, c, h, i, j] · x[n, c, …].</summary>
/// <remarks>Input [N, C, D, H, W], weight [O, C / groups, kernel depth, rows, columns], bias [O]. The slices that an output slice sees become channels of a picture, whose convolution does the work.</remarks>
/// <param name="Outputs">Output channels O.</param>
/// <param name="Kernel">The kernel's depth, rows and columns.</param>
public sealed record VolumeConvolution(int Outputs, ValueList<int> Kernel) : VolumeKernel(Outputs, Kernel)
{
    /// <inheritdoc/>
    public override string Kind => "volume_convolution";

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        RequireSound(input);
        int depth = PlacesOf(input[2], 0);
        // Takes no memory, but refuses what no tensor could hold.
        Shape picture = Slices(depth).InferShape([DepthUnfolding.PicturesOf(input, depth, Kernel[0])]);
        return [input.N, Outputs, depth, picture.H, picture.W];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> ParametersFor(IReadOnlyList<Shape> inputs)
    {
        int channels = inputs[0].C / Groups;
        float bound = 1 / MathF.Sqrt((float)channels * Kernel[0] * Kernel[1] * Kernel[2]);
        ParameterSpec weight = new("weight", [Outputs, channels, .. Kernel], bound);
        return Bias ? [weight, new("bias", [Outputs], bound)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(IReadOnlyList<Shape> inputs, Shape output) => (long)output.Length * (inputs[0].C / Groups) * Kernel[0] * Kernel[1] * Kernel[2];

    internal override LayerExecutor CreateExecutor(LayerSite site)
    {
        Shape output = site.Output;
        DepthUnfolding unfolding = new(site.Input, output[2], Kernel[0], Stride[0], Dilation[0], Before[0]);
        ConvolutionGeometry geometry = new(unfolding.Pictures, Outputs, Kernel[1], Kernel[2], Stride[1], Stride[2], Before[1], Before[2], After[1], After[2], Dilation[1], Dilation[2], Groups);
        return new VolumeConvolutionExecutor(site, geometry, unfolding, LogicalOrder.To([Outputs, geometry.GroupChannels, Kernel[1], Kernel[2]]));
    }

    private int PlacesOf(int extent, int axis)
    {
        long rows = (long)extent + Before[axis] + After[axis], window = ((Kernel[axis] - 1L) * Dilation[axis]) + 1;
        return rows >= window && rows <= int.MaxValue ? (int)((rows - window) / Stride[axis]) + 1 : throw new LayerShapeException($"it needs at least {window} slices with padding, found {rows}");
    }

    private Convolution Slices(int depth) => depth < 1 ? throw new LayerShapeException("it has no output slice") : new(Outputs, new(Kernel[1], Kernel[2]))
    {
        Stride = new(Stride[1], Stride[2]),
        Padding = new(Before[1], Before[2], After[1], After[2]),
        Dilation = new(Dilation[1], Dilation[2]),
        Groups = Groups,
    };
}
