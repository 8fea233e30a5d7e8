using ConvLens.Files.Keras.Import.Layers;

namespace ConvLens.Files.Keras.Import;

/// <summary>Which class of Keras is translated by what.</summary>
internal static class LayerTable
{
    /// <summary>Adds a layer's nodes and returns the last.</summary>
    public delegate KerasTensor Translator(LayerCall call);

    /// <summary>By class name.</summary>
    public static IReadOnlyDictionary<string, Translator> All { get; } = new Dictionary<string, Translator>(StringComparer.Ordinal)
    {
        ["Conv2D"] = ConvolutionLayers.Convolution,
        ["DepthwiseConv2D"] = ConvolutionLayers.Depthwise,
        ["SeparableConv2D"] = ConvolutionLayers.Separable,
        ["Conv2DTranspose"] = ConvolutionLayers.Transposed,
        ["Dense"] = DenseLayers.Dense,
        ["Flatten"] = ShapeLayers.Flatten,
        ["Reshape"] = ShapeLayers.Reshape,
        ["Permute"] = ShapeLayers.Permute,
        ["ZeroPadding2D"] = ShapeLayers.ZeroPadding,
        ["Cropping2D"] = ShapeLayers.Cropping,
        ["UpSampling2D"] = ShapeLayers.UpSampling,
        ["MaxPooling2D"] = PoolingLayers.Max,
        ["AveragePooling2D"] = PoolingLayers.Average,
        ["GlobalAveragePooling2D"] = PoolingLayers.GlobalAverage,
        ["GlobalMaxPooling2D"] = PoolingLayers.GlobalMax,
        ["BatchNormalization"] = NormalizationLayers.Batch,
        ["Activation"] = ActivationLayers.Named,
        ["ReLU"] = ActivationLayers.Relu,
        ["LeakyReLU"] = ActivationLayers.LeakyRelu,
        ["ELU"] = ActivationLayers.Elu,
        ["PReLU"] = ActivationLayers.PRelu,
        ["ThresholdedReLU"] = ActivationLayers.ThresholdedRelu,
        ["Softmax"] = ActivationLayers.Softmax,
        ["Dropout"] = ActivationLayers.Dropout,
        ["SpatialDropout2D"] = ActivationLayers.Identity,
        ["GaussianNoise"] = ActivationLayers.Identity,
        ["GaussianDropout"] = ActivationLayers.Identity,
        ["AlphaDropout"] = ActivationLayers.Identity,
        ["ActivityRegularization"] = ActivationLayers.Identity,
        ["Add"] = MergeLayers.Add,
        ["Subtract"] = MergeLayers.Subtract,
        ["Multiply"] = MergeLayers.Multiply,
        ["Average"] = MergeLayers.Average,
        ["Maximum"] = MergeLayers.Maximum,
        ["Minimum"] = MergeLayers.Minimum,
        ["Concatenate"] = MergeLayers.Concatenate,
    };
}
