using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Files.Keras.Weights;

/// <summary>One of our parameters as Keras keeps it.</summary>
/// <param name="Parameter">Its local name here.</param>
/// <param name="Local">Its name there.</param>
/// <param name="Extents">Its extents there.</param>
/// <param name="Outputs">Rows of the matrix that our memory holds, columns of Keras'.</param>
/// <param name="Channels">Maps in a row that Keras has pixel by pixel; 1 where both have the same order.</param>
internal sealed record KerasArray(string Parameter, string Local, int[] Extents, int Outputs, int Channels)
{
    /// <summary>The parameters of a node in Keras' order.</summary>
    /// <param name="path">What errors call the file.</param>
    /// <param name="node">The node.</param>
    /// <param name="specs">Its parameters.</param>
    /// <param name="inputs">Its inputs' shapes.</param>
    /// <param name="maps">Which nodes are flattened maps.</param>
    /// <exception cref="FileFormatException">Keras has no such layer.</exception>
    public static IEnumerable<KerasArray> Of(string path, Node node, IReadOnlyList<ParameterSpec> specs, IReadOnlyList<Shape> inputs, IReadOnlyList<int> maps) => specs.Select(spec => (node.Layer, spec.Name) switch
    {
        (Dense dense, "weight") => new KerasArray("weight", "kernel", [spec.Shape[1], spec.Shape[0]], dense.Outputs, FlattenedMaps.Into(path, node, maps)),
        (Convolution { Groups: > 1 } depthwise, "weight") when depthwise.Groups == inputs[0].C => Depthwise(spec.Shape, depthwise.Groups),
        (Convolution or VolumeConvolution or TransposedConvolution { Groups: 1 } or VolumeTransposedConvolution { Groups: 1 }, "weight") => Kernel(spec.Shape),
        (Dense or Convolution or VolumeConvolution or TransposedConvolution { Groups: 1 } or VolumeTransposedConvolution { Groups: 1 }, "bias") => Vector(spec, "bias", FlattenedMaps.None),
        (BatchNormalization, "weight") => Vector(spec, "gamma", FlattenedMaps.Into(path, node, maps)),
        (BatchNormalization, "bias") => Vector(spec, "beta", FlattenedMaps.Into(path, node, maps)),
        (BatchNormalization, "running_mean") => Vector(spec, "moving_mean", FlattenedMaps.Into(path, node, maps)),
        (BatchNormalization, "running_var") => Vector(spec, "moving_variance", FlattenedMaps.Into(path, node, maps)),
        _ => throw new FileFormatException(path, "Keras has a place for the parameters of convolutions, dense layers and batch normalizations", $"'{spec.Name}' of {node}{(node.Layer is TransposedConvolution or VolumeTransposedConvolution ? ", which has groups" : "")}"),
    });

    private static KerasArray Vector(ParameterSpec spec, string local, int channels) => new(spec.Name, local, [spec.Shape[0]], 1, channels);

    /// <summary>[C · M, 1, rows, columns] → [rows, columns, C, M].</summary>
    private static KerasArray Depthwise(Shape shape, int groups) => new("weight", "depthwise_kernel", [shape.H, shape.W, groups, shape.N / groups], shape.N, FlattenedMaps.None);

    /// <summary>[A, B, pixels] → [pixels, B, A]. Of rank 4 the memory has B last already; of rank 5 before the pixels.</summary>
    private static KerasArray Kernel(Shape shape) => new("weight", "kernel", [.. shape.Skip(2), shape[1], shape[0]], shape[0], shape.Rank == 4 ? FlattenedMaps.None : shape[1]);
}
