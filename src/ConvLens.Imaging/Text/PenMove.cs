namespace ConvLens.Imaging.Text;

/// <summary>One movement of the pen, as <see cref="GlyphTable"/> describes them.</summary>
/// <param name="Kind">M, L, h, v, q or D.</param>
/// <param name="X">Where it ends.</param>
/// <param name="Y">Where it ends, up from the baseline.</param>
/// <param name="ControlX">The control point of a q.</param>
/// <param name="ControlY">The control point of a q.</param>
internal readonly record struct PenMove(char Kind, float X, float Y, float ControlX, float ControlY);
