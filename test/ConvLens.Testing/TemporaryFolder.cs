namespace ConvLens.Testing;

/// <summary>A fresh folder that is removed after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("convlens-test-");

    /// <summary>The folder's full path.</summary>
    public string Path => _folder.FullName;

    /// <summary>The full path of a file or folder in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Every file below a folder of it: path relative to that folder, with <c>/</c> between parts, and bytes.</summary>
    public SortedDictionary<string, byte[]> Contents(string folder = "") => new(
        Directory.EnumerateFiles(this[folder], "*", SearchOption.AllDirectories)
            .ToDictionary(file => System.IO.Path.GetRelativePath(this[folder], file).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);
}
