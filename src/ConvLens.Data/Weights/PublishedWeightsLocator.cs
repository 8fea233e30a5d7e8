using System.Security.Cryptography;
using ConvLens.Files;

namespace ConvLens.Data.Weights;

/// <summary>Finds a file of torchvision's published weights [torchvision], or downloads it.</summary>
/// <remarks>Such a file has a name like <c>vgg16-397923af.pth</c>: its SHA-256 begins with the digits behind the last hyphen. Files that are there are taken as they are; a download is checked before it gets its name.</remarks>
/// <param name="Environment">The folder that the environment names, whose subfolder <c>weights</c> is looked at first; null where none.</param>
/// <param name="Cache">The user's cache folder, whose subfolder <c>weights</c> is filled by download; null to use none.</param>
/// <param name="Fetcher">Downloads what is missing; null to stay offline.</param>
public sealed record PublishedWeightsLocator(string? Environment, string? Cache, IFetcher? Fetcher)
{
    private const string Subfolder = "weights";
    private const int PieceBytes = 1 << 20;

    // Nearly twice the largest of them, VGG-19's.
    private const long MaxBytes = 1L << 30;

    private static readonly Uri Site = new("https://download.pytorch.org/models/");

    /// <summary>The path of the file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="received">Told how many bytes of a download have come.</param>
    /// <param name="cancellationToken">Stops a download; nothing is left of it.</param>
    /// <exception cref="FileNotFoundException">It stands nowhere and cannot be had; the message says where to get it and where to put it.</exception>
    /// <exception cref="FileFormatException">What was downloaded is another file.</exception>
    public async Task<string> FindAsync(string file, Action<long>? received = null, CancellationToken cancellationToken = default)
    {
        string[] places = [.. new[] { Environment, Cache }.OfType<string>().Select(folder => Path.Combine(folder, Subfolder, file))];
        if (places.FirstOrDefault(File.Exists) is { } found) return found;
        if (Cache is null) throw Missing(places.Append(Path.Combine(Subfolder, file)).First(), "no cache folder is known");
        if (Fetcher is null) throw Missing(places[^1], "downloads are off");
        Uri address = new(Site, file);
        try
        {
            await AtomicFile.WriteAsync(places[^1], target => DownloadAsync(Fetcher, address, target, received, cancellationToken));
            return places[^1];
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or OperationCanceledException && fault is not FileFormatException && !cancellationToken.IsCancellationRequested)
        {
            throw Missing(places[^1], $"the download failed ({fault.Message})", fault);
        }
    }

    private static async Task DownloadAsync(IFetcher fetcher, Uri address, Stream target, Action<long>? received, CancellationToken cancellationToken)
    {
        await using Stream source = await fetcher.OpenAsync(address, cancellationToken);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[PieceBytes];
        long size = 0;
        while (size <= MaxBytes && await source.ReadAsync(piece, cancellationToken) is > 0 and int got)
        {
            hash.AppendData(piece, 0, got);
            await target.WriteAsync(piece.AsMemory(0, got), cancellationToken);
            received?.Invoke(size += got);
        }

        if (size > MaxBytes) throw new FileFormatException($"{address}", $"weights have at most {MaxBytes} bytes", "more");
        string digits = Path.GetFileNameWithoutExtension(address.AbsolutePath).Split('-')[^1], sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (!sha256.StartsWith(digits, StringComparison.Ordinal)) throw new FileFormatException($"{address}", $"the file's SHA-256 begins with {digits}", sha256);
    }

    private static FileNotFoundException Missing(string place, string why, Exception? inner = null) =>
        new($"{place}: published weights are needed here, and {why}; get {new Uri(Site, Path.GetFileName(place))} and put it there, or pass a file with --weights", place, inner);
}
