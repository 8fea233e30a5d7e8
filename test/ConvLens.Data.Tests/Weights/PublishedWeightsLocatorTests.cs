using System.Security.Cryptography;
using ConvLens.Data.Tests.Mnist;
using ConvLens.Data.Weights;
using ConvLens.Files;

namespace ConvLens.Data.Tests.Weights;

public sealed class PublishedWeightsLocatorTests : IDisposable
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7))];
    private static readonly string Name = $"some-net-{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..8]}.pth";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_download_is_checked_kept_and_not_repeated()
    {
        FakeFetcher fetcher = new(_ => Bytes);
        List<long> received = [];
        PublishedWeightsLocator locator = new(null, _folder["cache"], fetcher);
        string path = await locator.FindAsync(Name, received.Add);
        Assert.Equal(Path.Combine(_folder["cache"], "weights", Name), path);
        Assert.Equal(Bytes, await File.ReadAllBytesAsync(path));
        Assert.Equal(Bytes.Length, received[^1]);
        Assert.Equal(received.Order(), received);
        Assert.Equal(path, await locator.FindAsync(Name));
        Assert.Equal([$"https://download.pytorch.org/models/{Name}"], fetcher.Asked.Select(address => address.AbsoluteUri));
    }

    [Fact]
    public async Task The_folder_of_the_environment_comes_first()
    {
        string path = Path.Combine(_folder["env"], "weights", Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, [1]);
        FakeFetcher fetcher = new(_ => Bytes);
        Assert.Equal(path, await new PublishedWeightsLocator(_folder["env"], _folder["cache"], fetcher).FindAsync(Name));
        Assert.Empty(fetcher.Asked);
    }

    [Fact]
    public async Task Bytes_of_another_file_never_get_the_name()
    {
        FakeFetcher fetcher = new(_ => Bytes[1..]);
        FileFormatException refused = await Assert.ThrowsAsync<FileFormatException>(() => new PublishedWeightsLocator(null, _folder["cache"], fetcher).FindAsync(Name));
        Assert.StartsWith($"https://download.pytorch.org/models/{Name}: the file's SHA-256 begins with {Name[9..17]}", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder["cache"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Offline_the_sentence_says_what_to_get_and_where_to_put_it()
    {
        string place = Path.Combine(_folder["cache"], "weights", Name);
        async Task<string> Refusal(IFetcher? fetcher) => (await Assert.ThrowsAsync<FileNotFoundException>(() => new PublishedWeightsLocator(null, _folder["cache"], fetcher).FindAsync(Name))).Message;
        string rest = $"; get https://download.pytorch.org/models/{Name} and put it there, or pass a file with --weights";
        Assert.Equal($"{place}: published weights are needed here, and downloads are off{rest}", await Refusal(null));
        Assert.Equal($"{place}: published weights are needed here, and the download failed (no route){rest}", await Refusal(new FakeFetcher(_ => null)));
        await Assert.ThrowsAsync<FileNotFoundException>(() => new PublishedWeightsLocator(null, null, null).FindAsync(Name));
    }
}
