namespace ConvLens.Data.Mnist;

/// <summary>Grey pictures of one size.</summary>
/// <param name="Count">Number of pictures.</param>
/// <param name="Rows">Height in pixels.</param>
/// <param name="Columns">Width in pixels.</param>
/// <param name="Pixels">Picture by picture, row by row; 0 is background, 255 is full ink.</param>
public sealed record IdxImages(int Count, int Rows, int Columns, byte[] Pixels);
