namespace ConvLens.Networks.Layers.Geometry;

/// <summary>Which position is the nearest.</summary>
public enum NearestRounding
{
    /// <summary>The nearest, of two the lower.</summary>
    RoundPreferFloor,

    /// <summary>The nearest, of two the higher.</summary>
    RoundPreferCeil,

    /// <summary>The one below.</summary>
    Floor,

    /// <summary>The one above.</summary>
    Ceil,
}
