namespace ConvLens.Files;

/// <summary>A file is not what its format, or its reader, asks for.</summary>
/// <remarks>The message is one sentence, <c>PATH: EXPECTED, found FOUND</c>, as in
/// <c>x.npy: the header says 4×28×28 float32 (12544 bytes), found 100 bytes of data</c>.</remarks>
public sealed class FileFormatException : IOException
{
    /// <summary>The exception for one file.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="expected">What should have been there; the first half of the sentence.</param>
    /// <param name="found">What was there; the words after "found".</param>
    /// <param name="inner">The exception that told of it, where there was one.</param>
    public FileFormatException(string path, string expected, string found, Exception? inner = null)
        : base($"{path}: {expected}, found {found}", inner)
    {
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file, as the user named it.</summary>
    public string Path { get; }

    /// <summary>What should have been there.</summary>
    public string Expected { get; }

    /// <summary>What was there.</summary>
    public string Found { get; }
}
