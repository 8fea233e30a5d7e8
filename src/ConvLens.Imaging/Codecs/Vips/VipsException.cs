namespace ConvLens.Imaging.Codecs.Vips;

/// <summary>libvips could not do what was asked; the message is its own, on one line.</summary>
internal sealed class VipsException(string message) : Exception(message);
