using System.Security.Cryptography;
using ConvLens.Files;

namespace ConvLens.Data.Mnist;

/// <summary>Finds the folder with the four files of MNIST, or fills one.</summary>
/// <remarks>Places are looked at in the order of the parameters; a place is the folder itself or its subfolder <c>mnist</c>. A folder that
/// was named explicitly is the only place looked at. Files there and in the environment's folder are taken as they are; downloads are checked
/// by size and SHA-256 before they get their name.</remarks>
/// <param name="Explicit">The folder that the user named; null where none.</param>
/// <param name="Environment">The folder that the environment names; null where none.</param>
/// <param name="Cache">The user's cache folder, whose subfolder <c>mnist</c> is filled by download; null to use none.</param>
/// <param name="Fetcher">Downloads what is missing; null to stay offline.</param>
public sealed record MnistLocator(string? Explicit, string? Environment, string? Cache, IFetcher? Fetcher)
{
    private const string Subfolder = "mnist";
    private const int PieceBytes = 1 << 16;

    /// <summary>The folder that holds the four files.</summary>
    /// <exception cref="FileNotFoundException">They stand nowhere and cannot be had; the message names them, their folder and <c>--data</c>.</exception>
    public async Task<string> FindAsync(CancellationToken cancellationToken = default)
    {
        if (Explicit is not null) return FindUnder(Explicit) ?? throw Missing(Explicit, "not all of them");
        if (Environment is not null && FindUnder(Environment) is string found) return found;
        if (Cache is null) throw Missing(Environment ?? Subfolder, "not all of them, and no cache folder is known");

        string folder = Path.Combine(Cache, Subfolder);
        foreach (MnistFile file in MnistFiles.All)
        {
            FileInfo cached = new(Path.Combine(folder, file.Name));
            if (!cached.Exists || cached.Length != file.Size) await FillAsync(folder, file, cancellationToken);
        }

        return folder;
    }

    private static string? FindUnder(string folder) => new[] { folder, Path.Combine(folder, Subfolder) }.FirstOrDefault(MnistFiles.AreIn);

    /// <summary>Tries one mirror after the other.</summary>
    private async Task FillAsync(string folder, MnistFile file, CancellationToken cancellationToken)
    {
        if (Fetcher is null) throw Missing(folder, "not all of them, and downloads are off");
        Exception? last = null;
        foreach (Uri mirror in MnistFiles.Mirrors)
        {
            Uri address = new(mirror, file.Name);
            try
            {
                await AtomicFile.WriteAsync(
                    Path.Combine(folder, file.Name), target => DownloadAsync(Fetcher, address, file, target, cancellationToken));
                return;
            }
            catch (Exception fault) when (IsOfTheNetwork(fault) && !cancellationToken.IsCancellationRequested)
            {
                last = fault;
            }
        }

        throw Missing(folder, $"not all of them, and the download failed ({last!.Message})", last);
    }

    private static async Task DownloadAsync(IFetcher fetcher, Uri address, MnistFile file, Stream target, CancellationToken cancellationToken)
    {
        await using Stream source = await fetcher.OpenAsync(address, cancellationToken);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[PieceBytes];
        long size = 0;
        while (size <= file.Size && await source.ReadAsync(piece, cancellationToken) is > 0 and int got)
        {
            hash.AppendData(piece, 0, got);
            await target.WriteAsync(piece.AsMemory(0, got), cancellationToken);
            size += got;
        }

        if (size != file.Size) throw new FileFormatException($"{address}", $"the file has {file.Size} bytes", size > file.Size ? "more" : $"{size}");
        string sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (sha256 != file.Sha256) throw new FileFormatException($"{address}", $"the file has the SHA-256 {file.Sha256}", sha256);
    }

    /// <summary>Faults that another mirror may not have; a timeout shows as a cancellation that nobody asked for.</summary>
    private static bool IsOfTheNetwork(Exception fault) => fault is IOException or HttpRequestException or OperationCanceledException;

    private static FileNotFoundException Missing(string folder, string found, Exception? inner = null) => new(
        $"{folder}: MNIST needs {string.Join(", ", MnistFiles.All.Select(file => file.Name))} here (or pass their folder with --data), found {found}",
        folder,
        inner);
}
