namespace ConvLens.Imaging.Text;

/// <summary>Width of one line of text in pixels; how it is known depends on who will draw it.</summary>
internal delegate double TextWidth(string text, int size, bool isStrong);
