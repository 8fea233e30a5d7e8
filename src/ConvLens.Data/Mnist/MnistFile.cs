namespace ConvLens.Data.Mnist;

/// <summary>One of the original files.</summary>
/// <param name="Name">The file's name, which ends in <c>.gz</c>.</param>
/// <param name="Size">Bytes of the compressed file.</param>
/// <param name="Sha256">SHA-256 of the compressed file, 64 hexadecimal digits in lower case.</param>
public sealed record MnistFile(string Name, long Size, string Sha256)
{
    /// <summary>The name of the same file without compression.</summary>
    public string PlainName => Path.GetFileNameWithoutExtension(Name);

    /// <summary>Where the file stands in a folder, compressed or plain; null where it does not.</summary>
    public string? FindIn(string folder) => new[] { Name, PlainName }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
