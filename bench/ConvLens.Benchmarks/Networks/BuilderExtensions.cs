using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Benchmarks.Networks;

/// <summary>The phrases that the networks are written in. Each reads the node before it, or the named one.</summary>
internal static class BuilderExtensions
{
    public static NetworkBuilder AddConvolution(this NetworkBuilder builder, string name, int outputs, Extent kernel, int stride = 1, Margins padding = default, int groups = 1, string? from = null) =>
        builder.AddAfter(name, new Convolution(outputs, kernel) { Stride = stride, Padding = padding, Groups = groups }, from);

    /// <summary>A convolution NAME and its ReLU, NAME_relu.</summary>
    public static NetworkBuilder AddConvolutionRelu(this NetworkBuilder builder, string name, int outputs, Extent kernel, int stride = 1, Margins padding = default, string? from = null) =>
        builder.AddConvolution(name, outputs, kernel, stride, padding, from: from).Add($"{name}_relu", new Relu());

    public static NetworkBuilder AddAfter(this NetworkBuilder builder, string name, Layer layer, string? from) =>
        from is null ? builder.Add(name, layer) : builder.Add(name, layer, from);
}
