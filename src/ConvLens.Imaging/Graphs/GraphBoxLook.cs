namespace ConvLens.Imaging.Graphs;

/// <summary>How a box is drawn, in colour and form, so that each tells apart without the other.</summary>
public enum GraphBoxLook
{
    /// <summary>A thin frame.</summary>
    Plain,

    /// <summary>The first colour, a bar on the left: something that learns.</summary>
    Strong,

    /// <summary>The second colour, round ends: where paths meet.</summary>
    Join,

    /// <summary>A double frame: what stands for several boxes.</summary>
    Stack,

    /// <summary>A dashed frame: what lies outside of the drawing.</summary>
    Outside,
}
