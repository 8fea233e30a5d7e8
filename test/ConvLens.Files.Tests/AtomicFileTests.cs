namespace ConvLens.Files.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_written_into_a_folder_that_did_not_exist()
    {
        AtomicFile.Write(_folder["a/b/c.bin"], stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["a/b/c.bin"]));
        Assert.Equal(["c.bin"], NamesIn(_folder["a/b"]));
    }

    [Fact]
    public void An_old_file_is_replaced_whole()
    {
        File.WriteAllBytes(_folder["x"], new byte[100]);
        AtomicFile.Write(_folder["x"], stream => stream.WriteByte(7));
        Assert.Equal([7], File.ReadAllBytes(_folder["x"]));
    }

    [Fact]
    public void The_old_file_stands_until_the_new_one_is_complete()
    {
        File.WriteAllBytes(_folder["x"], [1]);
        AtomicFile.Write(_folder["x"], stream =>
        {
            stream.Write(new byte[1 << 20]);
            stream.Flush();
            Assert.Equal([1], File.ReadAllBytes(_folder["x"]));
        });
        Assert.Equal(1 << 20, new FileInfo(_folder["x"]).Length);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllBytes(_folder["x"], [1]);
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["x"], stream =>
        {
            stream.WriteByte(2);
            throw new InvalidOperationException("no more");
        }));
        Assert.Equal("no more", thrown.Message);
        Assert.Equal([1], File.ReadAllBytes(_folder["x"]));
        Assert.Equal(["x"], NamesIn(_folder.Path));
    }

    [Fact]
    public async Task A_failed_asynchronous_write_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => AtomicFile.WriteAsync(_folder["x"], async stream =>
        {
            await stream.WriteAsync(new byte[10]);
            throw new IOException("cut off");
        }));
        Assert.Empty(NamesIn(_folder.Path));
    }

    [Fact]
    public async Task An_asynchronous_write_appears_under_its_name()
    {
        await AtomicFile.WriteAsync(_folder["x"], stream => stream.WriteAsync(new byte[] { 5, 6 }).AsTask());
        Assert.Equal([5, 6], await File.ReadAllBytesAsync(_folder["x"]));
    }

    private static IEnumerable<string> NamesIn(string folder) => Directory.GetFileSystemEntries(folder).Select(path => Path.GetFileName(path));
}
