using ConvLens.Data.Mnist;
using ConvLens.Testing;

namespace ConvLens.Data.Tests.Mnist;

public sealed class MnistLocatorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mine", true), InlineData("mine/mnist", false)]
    public async Task A_named_folder_or_its_subfolder_wins(string place, bool compressed)
    {
        IdxBytes.WriteQuartet(_folder[place], 1, 1, compressed);
        IdxBytes.WriteQuartet(_folder["env"], 1, 1, compressed: true);
        Assert.Equal(_folder[place], await new MnistLocator(_folder["mine"], _folder["env"], _folder["cache"], null).FindAsync());
    }

    [Fact]
    public async Task A_named_folder_without_the_files_is_an_error_even_if_another_has_them()
    {
        IdxBytes.WriteQuartet(_folder["env"], 1, 1, compressed: true);
        FakeFetcher fetcher = new(_ => null);
        FileNotFoundException missing = await Assert.ThrowsAsync<FileNotFoundException>(
            () => new MnistLocator(_folder["mine"], _folder["env"], _folder["cache"], fetcher).FindAsync());
        Assert.StartsWith($"{_folder["mine"]}: ", missing.Message, StringComparison.Ordinal);
        Assert.Empty(fetcher.Asked);
    }

    [Theory]
    [InlineData("env"), InlineData("env/mnist")]
    public async Task The_folder_of_the_environment_comes_second(string place)
    {
        IdxBytes.WriteQuartet(_folder[place], 1, 1, compressed: true);
        FakeFetcher fetcher = new(_ => null);
        Assert.Equal(_folder[place], await new MnistLocator(null, _folder["env"], _folder["cache"], fetcher).FindAsync());
        Assert.Empty(fetcher.Asked);
    }

    [Fact]
    public async Task Offline_the_error_names_the_four_files_their_folder_and_the_option()
    {
        FakeFetcher offline = new(_ => null);
        foreach (FakeFetcher? fetcher in new[] { offline, null })
        {
            FileNotFoundException missing = await Assert.ThrowsAsync<FileNotFoundException>(
                () => new MnistLocator(null, null, _folder["cache"], fetcher).FindAsync());
            foreach (MnistFile file in MnistFiles.All) Assert.Contains(file.Name, missing.Message, StringComparison.Ordinal);
            Assert.Contains(Path.Combine(_folder["cache"], "mnist"), missing.Message, StringComparison.Ordinal);
            Assert.Contains("--data", missing.Message, StringComparison.Ordinal);
        }

        Assert.Equal(
            [
                "https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz",
                "https://storage.googleapis.com/cvdf-datasets/mnist/train-images-idx3-ubyte.gz",
            ],
            offline.Asked.Select(address => address.AbsoluteUri));
    }

    [Fact]
    public async Task Without_any_folder_the_error_is_the_same_kind() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => new MnistLocator(null, null, null, null).FindAsync());

    [Fact]
    public async Task Bytes_with_a_wrong_hash_never_get_the_files_name()
    {
        // The right length, so that only the hash can tell.
        FakeFetcher fetcher = new(_ => new byte[MnistFiles.TrainImages.Size]);
        FileNotFoundException missing = await Assert.ThrowsAsync<FileNotFoundException>(
            () => new MnistLocator(null, null, _folder["cache"], fetcher).FindAsync());
        Assert.Contains("SHA-256 440fcabf", missing.Message, StringComparison.Ordinal);
        Assert.Equal(2, fetcher.Asked.Count);
        Assert.Empty(Directory.GetFiles(_folder["cache"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_download_that_never_ends_is_left()
    {
        FakeFetcher fetcher = new(_ => new byte[MnistFiles.TrainImages.Size * 2]);
        FileNotFoundException missing = await Assert.ThrowsAsync<FileNotFoundException>(
            () => new MnistLocator(null, null, _folder["cache"], fetcher).FindAsync());
        Assert.Contains("the file has 9912422 bytes, found more", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_to_stop_is_not_taken_for_a_fault_of_the_network()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new MnistLocator(null, null, _folder["cache"], new FakeFetcher(_ => null)).FindAsync(stop.Token));
    }

    [DataFact("mnist")]
    public async Task Good_bytes_fill_the_cache_once_and_a_broken_mirror_is_passed_over()
    {
        FakeFetcher fetcher = new(address => address.Host.StartsWith("ossci", StringComparison.Ordinal)
            ? null
            : File.ReadAllBytes(Path.Combine(SharedData.Folder!, "mnist", Path.GetFileName(address.AbsolutePath))));
        MnistLocator locator = new(null, _folder["nowhere"], _folder["cache"], fetcher);
        string folder = await locator.FindAsync();
        Assert.Equal(Path.Combine(_folder["cache"], "mnist"), folder);
        Assert.Equal(MnistFiles.All.Select(file => file.Size), MnistFiles.All.Select(file => new FileInfo(Path.Combine(folder, file.Name)).Length));
        Assert.Equal(4, Directory.GetFiles(folder).Length);
        Assert.Equal(8, fetcher.Asked.Count);

        await locator.FindAsync();
        Assert.Equal(8, fetcher.Asked.Count);

        await File.WriteAllBytesAsync(Path.Combine(folder, MnistFiles.TestLabels.Name), new byte[3]);
        await locator.FindAsync();
        Assert.Equal(10, fetcher.Asked.Count);
        Assert.Equal(MnistFiles.TestLabels.Size, new FileInfo(Path.Combine(folder, MnistFiles.TestLabels.Name)).Length);
    }
}
