using ConvLens.Files.Hdf5;

namespace ConvLens.Files.Tests.Hdf5;

public sealed class Hdf5ReadTests
{
    private static readonly float[] Values = [.. Enumerable.Range(0, 7 * 5).Select(i => MathF.Sqrt(i) - 2)];

    [Theory]
    [InlineData(false, false), InlineData(true, false), InlineData(true, true)]
    public void Numbers_come_back_from_a_run_and_from_chunks(bool chunked, bool deflate)
    {
        Hdf5Writer writer = new();
        Hdf5File file = Open(writer.Finish(writer.Group([("x", writer.Dataset([7, 5], Values, chunked ? [3, 2] : null, deflate))])));
        Hdf5Dataset dataset = file.Root.Dataset("x");
        Assert.Equal([7L, 5L], dataset.Extents);
        Assert.Equal(Values, dataset.ReadAll());
    }

    [Fact]
    public void Groups_hold_groups_and_attributes_texts_of_both_kinds()
    {
        Hdf5Writer writer = new(userBlock: 512);
        ulong inner = writer.Group([("kernel:0", writer.Dataset([2], [1, 2]))], Hdf5Writer.Texts("names", "a", "bcd", ""), writer.LongText("config", "{\"ü\": 1}"));
        Hdf5File file = Open(writer.Finish(writer.Group([("conv", writer.Group([("conv", inner)])), ("other", inner)])));
        Assert.Equal(["conv", "other"], file.Root.Links.Keys);
        Hdf5Group group = file.Root.Group("conv/conv");
        Assert.Equal(["a", "bcd", ""], group.Attributes["names"].Texts());
        Assert.Equal("{\"ü\": 1}", group.Attributes["config"].Text());
        Assert.Equal([1, 2], file.Root.Dataset("conv/conv/kernel:0").ReadAll());
        Assert.Null(file.Root.Find("conv/none"));
    }

    [Fact]
    public void A_checksum_that_does_not_fit_is_refused()
    {
        Hdf5Writer writer = new();
        byte[] bytes = writer.Finish(writer.Group([("x", writer.Dataset([4], [1, 2, 3, 4], [4], deflate: true))]));
        // The chunk's address follows a key of 24 bytes; its last four are the checksum, which the next structure follows at once or after zeros.
        int tree = bytes.AsSpan().IndexOf((byte[])[.. "TREE"u8, 1]), size = BitConverter.ToInt32(bytes, tree + 24), place = (int)BitConverter.ToUInt64(bytes, tree + 24 + 24);
        bytes[place + size - 1] ^= 1;
        Assert.Contains("must have the checksum", Assert.Throws<FileFormatException>(() => Open(bytes).Root.Dataset("x").ReadAll()).Message, StringComparison.Ordinal);
    }

    /// <summary>Files that HDF5's own library wrote with its newest structures.</summary>
    [Fact]
    public void New_style_groups_attributes_and_chunk_indexes_are_read()
    {
        Hdf5File file = Open(Hdf5Samples.Newest);
        float[] expected = [.. Enumerable.Range(0, 35).Select(i => i * 0.5f)];
        foreach (string name in (string[])["contiguous", "compact", "single", "fixed", "implicit", "growing", "growing1", "tree", "big", "half"])
            Assert.Equal(expected, file.Root.Dataset($"data/{name}").ReadAll());
        Assert.Equal(12, file.Root.Group("many").Links.Count);
        Assert.Equal([11f], file.Root.Dataset("many/m11").ReadAll());
        Assert.Equal([.. Enumerable.Range(0, 12).Select(i => $"text {i}")], Enumerable.Range(0, 12).Select(i => file.Root.Attributes[$"a{i}"].Text()));
    }

    internal static Hdf5File Open(byte[] bytes) => Hdf5File.Open(new MemoryStream(bytes, writable: false), "x.h5");
}
