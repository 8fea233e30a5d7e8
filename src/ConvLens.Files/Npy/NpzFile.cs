using System.IO.Compression;
using ConvLens.Compute.Tensors;
using ConvLens.Files.Zip;

namespace ConvLens.Files.Npy;

/// <summary>Reads and writes named arrays in NumPy's .npz format: a zip archive of .npy files [numpyformat].</summary>
/// <remarks>
/// <para>Read: members stored (<c>numpy.savez</c>) or deflated (<c>numpy.savez_compressed</c>), each what <see cref="NpyFile"/> takes. A deflated member may unfold only so far:
/// a file gets 64 MiB and 64 times its own size in all.</para>
/// <para>Written: stored members in the order given, without the time of writing; the same tensors give the same bytes.</para>
/// </remarks>
public static class NpzFile
{
    private const string Extension = ".npy";

    // The first day that zip archives know.
    private static readonly DateTimeOffset Timeless = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>All arrays of a file by name, as float32, in the archive's order.</summary>
    /// <exception cref="FileFormatException">The file is damaged, or holds what a tensor cannot.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>All arrays of the archive that a stream is.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="name">What errors call the file.</param>
    /// <exception cref="FileFormatException">The stream is damaged, or holds what a tensor cannot.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        MemoryAllowance allowance = new(name, stream.Length);
        OrderedDictionary<string, Tensor> arrays = new(StringComparer.Ordinal);
        foreach (ZipMember member in ZipDirectory.Read(stream, name).Members.Values)
        {
            if (!member.Name.EndsWith(Extension, StringComparison.Ordinal)) throw new FileFormatException(name, "the members must be .npy files", Excerpt.Of(member.Name));
            allowance.Take(member.Length * sizeof(float), Excerpt.Of(member.Name));
            using Stream data = member.Open(stream);
            arrays.Add(member.Name[..^Extension.Length], NpyFile.Read(new ExactReader(data, $"{name}, member {Excerpt.Of(member.Name)}", member.Length)));
        }

        return arrays;
    }

    /// <summary>Writes tensors as float32 in logical order; the file appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">Two tensors share a name.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors) => AtomicFile.Write(path, stream => Write(stream, tensors));

    /// <summary>Writes tensors as float32 in logical order to a stream.</summary>
    /// <exception cref="ArgumentException">Two tensors share a name.</exception>
    public static void Write(Stream stream, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        HashSet<string> names = new(StringComparer.Ordinal);
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (!names.Add(name)) throw new ArgumentException($"every tensor needs a name of its own, found another '{name}'", nameof(tensors));
            ZipArchiveEntry entry = archive.CreateEntry(name + Extension, CompressionLevel.NoCompression);
            entry.LastWriteTime = Timeless;
            using Stream data = entry.Open();
            NpyFile.Write(data, tensor);
        }
    }
}
