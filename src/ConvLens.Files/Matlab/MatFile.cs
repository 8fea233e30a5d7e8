using ConvLens.Files.Hdf5;
using ConvLens.Files.Matlab.Version5;
using ConvLens.Files.Matlab.Version73;

namespace ConvLens.Files.Matlab;

/// <summary>Reads numeric arrays from MATLAB's MAT files, versions 5 to 7 [matfiles] and 7.3, which is HDF5 [hdf5spec].</summary>
/// <remarks>
/// <para>Read: real and complex arrays of every numeric class and logical ones, in either byte order, compressed or not, also inside of structs and cells. Numbers are rounded to the nearest float32.
/// MATLAB's arrays run column by column; tensors have the same extents and lie row-major in logical order, so <c>H(3, 5)</c> is <c>Real[2, 4]</c>.</para>
/// <para>Text, sparse and empty arrays, function handles and objects are listed, not read. Every size is checked against the file before memory is taken.</para>
/// </remarks>
public static class MatFile
{
    /// <summary>The arrays of a file.</summary>
    /// <exception cref="FileFormatException">The file is damaged, is older than version 5, or holds what a tensor cannot.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static MatContent Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>The arrays in a stream that can seek, from its beginning.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="FileFormatException">The stream is damaged, or holds what a tensor cannot.</exception>
    public static MatContent Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek) throw new FileFormatException(name, "a file of known length is needed", "a pipe or a device");
        MatCollector found = new(name);
        if (Superblock.Exists(stream)) new Version73Reader(Hdf5File.Open(stream, name), found).Read();
        else Version5Reader.Read(stream, name, found);
        return found.Content;
    }
}
