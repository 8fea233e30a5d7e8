namespace ConvLens.Networks.Layers.Shaping;

/// <summary>How channels number the pixels of a block.</summary>
public enum DepthToSpaceMode
{
    /// <summary>Block row, block column, channel: channel (y · b + x) · C + c. ONNX's DCR.</summary>
    DepthColumnRow,

    /// <summary>Channel, block row, block column: channel (c · b + y) · b + x. ONNX's CRD, PyTorch's pixel shuffle.</summary>
    ColumnRowDepth,
}
