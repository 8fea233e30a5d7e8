using ConvLens.Compute.Tensors;
using ConvLens.Files;
using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Data.Pictures;

/// <summary>Pictures from files.</summary>
public static class Picture
{
    /// <summary>A picture as 8-bit RGB; see <see cref="PictureReader"/> for formats and what becomes of transparency, depth, orientation and profiles.</summary>
    /// <exception cref="FileFormatException">The file is no picture, damaged or too large, or its format needs libvips and there is none.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Raster Load(string path) => Named(path, () => PictureReader.Read(path));

    /// <summary>A picture as a network is fed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="preprocessing">How its pixels become numbers.</param>
    /// <param name="shape">The network's input, [N, C, H, W]; N is not asked for.</param>
    /// <returns>The numbers, [1, C, H, W].</returns>
    /// <exception cref="FileFormatException">The file cannot be read, or does not suit the network.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Tensor Load(string path, Preprocessing preprocessing, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(preprocessing);
        return Named(path, () =>
        {
            preprocessing.Check(shape);
            return preprocessing.Apply(PictureReader.Read(path), shape);
        });
    }

    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (PictureFormatException error)
        {
            throw new FileFormatException(path, error.Expected, error.Found, error);
        }
    }
}
