using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Zoo;

/// <summary>What the families of the zoo are written in.</summary>
internal static class Phrases
{
    /// <summary>Classes of ImageNet.</summary>
    public const int Classes = 1000;

    /// <summary>Padding that keeps extents at stride 1.</summary>
    public static Margins Same(Extent kernel, int dilation = 1)
    {
        (int rows, int columns) = (kernel.Rows / 2 * dilation, kernel.Columns / 2 * dilation);
        return new(rows, columns, rows, columns);
    }

    /// <summary>An input of colour pictures, named <c>input</c>.</summary>
    public static NetworkBuilder AddPicture(this NetworkBuilder builder, Extent size) => builder.AddInput("input", [1, 3, size.Rows, size.Columns]);

    /// <summary>A layer after the named node; null for the node added last.</summary>
    public static NetworkBuilder AddAfter(this NetworkBuilder builder, string name, Layer layer, string? from) => from is null ? builder.Add(name, layer) : builder.Add(name, layer, from);

    /// <summary>A convolution without bias and its batch normalization.</summary>
    public static NetworkBuilder AddNormalized(this NetworkBuilder builder, string convolution, string normalization, Convolution layer, string? from = null) =>
        builder.AddAfter(convolution, layer with { Bias = false }, from).Add(normalization, new BatchNormalization());

    /// <summary>The Inception networks' unit: NAME.conv without bias, NAME.bn with ε = 0.001 and NAME.relu, whose name is returned.</summary>
    public static string AddUnit(this NetworkBuilder builder, string name, int outputs, Extent kernel, string from, int stride = 1, bool padded = true)
    {
        builder.Add($"{name}.conv", new Convolution(outputs, kernel) { Bias = false, Stride = stride, Padding = padded ? Same(kernel) : 0 }, from)
            .Add($"{name}.bn", new BatchNormalization { Epsilon = 1e-3f })
            .Add($"{name}.relu", new Relu());
        return $"{name}.relu";
    }

    /// <summary>From ImageNet's usual normalization to pixels in ±1, which weights that come from TensorFlow were trained on: node <c>transform_input</c>.</summary>
    public static NetworkBuilder AddTransformedInput(this NetworkBuilder builder) => builder.Add("transform_input", new ChannelScaling(
        [0.229f / 0.5f, 0.224f / 0.5f, 0.225f / 0.5f], [(0.485f - 0.5f) / 0.5f, (0.456f - 0.5f) / 0.5f, (0.406f - 0.5f) / 0.5f]));

    /// <summary>The end of most classifiers: <c>avgpool</c> over the whole map, <c>flatten</c>.</summary>
    public static NetworkBuilder AddMeans(this NetworkBuilder builder) => builder.Add("avgpool", new GlobalAveragePooling()).Add("flatten", new Flatten());
}
