namespace ConvLens.Insight.Deconvnet;

/// <summary>What of a feature map is sent down.</summary>
public enum DeconvnetStart
{
    /// <summary>The whole map; all others of its layer are zero. The default.</summary>
    Map,

    /// <summary>Only the map's single strongest unit, as in the pictures of [zeiler2014]; of equal ones the first in row order.</summary>
    Peak,

    /// <summary>One unit that was chosen by its position.</summary>
    Unit,
}
