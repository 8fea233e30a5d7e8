namespace ConvLens.Networks.Layers;

/// <summary>Over what batch normalization keeps its statistics apart.</summary>
public enum NormalizationAxis
{
    /// <summary>Axis 1: each channel of maps [N, C, H, W] or each feature of vectors [N, F]; parameters [C].</summary>
    Channel,

    /// <summary>The last axis of maps: each image column over samples, channels and rows; parameters [W]. What Keras' default axis −1 does to channels-first maps.</summary>
    Column,
}
