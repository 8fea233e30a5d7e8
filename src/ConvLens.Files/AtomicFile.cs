namespace ConvLens.Files;

/// <summary>Writes a file wholly or not at all.</summary>
/// <remarks>The bytes go to a temporary file in the same folder, which takes the file's name once all are written; whoever reads the path
/// sees the old file or the new one, never a part. A missing folder is made. When writing throws, the temporary file is removed, an existing
/// file is left as it was, and the exception goes on to the caller.</remarks>
public static class AtomicFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes the file at <paramref name="path"/>, replacing one that is there.</summary>
    /// <param name="path">Where the file will stand.</param>
    /// <param name="write">Writes the content; the stream can seek and is closed afterwards.</param>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string temporary = TemporaryFor(path);
        try
        {
            using (FileStream stream = Create(temporary)) write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes the file at <paramref name="path"/>, replacing one that is there, from content that must be waited for.</summary>
    /// <param name="path">Where the file will stand.</param>
    /// <param name="write">Writes the content; to refuse it after all, throw.</param>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string temporary = TemporaryFor(path);
        try
        {
            await using (FileStream stream = Create(temporary)) await write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static FileStream Create(string temporary) => new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes);

    /// <summary>A free name in the folder of <paramref name="path"/>, short enough beside the longest of names.</summary>
    private static string TemporaryFor(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))
            ?? throw new IOException($"{path}: a file's path is needed, found a root folder");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".{Path.GetRandomFileName()}.tmp");
    }
}
