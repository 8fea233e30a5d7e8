using ConvLens.Files;

namespace ConvLens.Cli.Options;

/// <summary>The path of a file that a command reads.</summary>
internal static class InputFile
{
    /// <summary>The same path, if it names a file.</summary>
    /// <exception cref="UsageException">The path is empty.</exception>
    /// <exception cref="FileFormatException">There is nothing, or a folder.</exception>
    public static string Existing(string option, string path)
    {
        if (path.Length == 0) throw new UsageException($"{option} needs a file's name, found an empty one");
        return File.Exists(path) ? path : throw new FileFormatException(path, $"{option} needs a file", Directory.Exists(path) ? "a folder" : "none");
    }
}
