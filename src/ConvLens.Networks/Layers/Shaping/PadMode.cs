namespace ConvLens.Networks.Layers.Shaping;

/// <summary>What stands around a padded tensor.</summary>
public enum PadMode
{
    /// <summary>One number.</summary>
    Constant,

    /// <summary>The inside mirrored at the outermost numbers, which are not repeated: 3 2 | 1 2 3 | 2 1.</summary>
    Reflect,

    /// <summary>The outermost numbers again and again: 1 1 | 1 2 3 | 3 3.</summary>
    Edge,

    /// <summary>The inside again from its other end: 2 3 | 1 2 3 | 1 2.</summary>
    Wrap,
}
