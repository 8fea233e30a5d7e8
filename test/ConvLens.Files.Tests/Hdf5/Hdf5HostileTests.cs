using ConvLens.Files.Hdf5;
using ConvLens.Files.Keras;
using ConvLens.Files.Tests.Keras;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Files.Tests.Hdf5;

public sealed class Hdf5HostileTests
{
    [Fact]
    public void A_file_that_is_none_is_refused() =>
        Assert.Equal("x.h5: an HDF5 file begins with 89 48 44 46 0D 0A 1A 0A at byte 0, 512, 1024, …, found none there", Refusal("GIF89a and more"u8.ToArray()));

    [Fact]
    public void A_tree_whose_child_is_itself_is_refused()
    {
        byte[] bytes = Small(chunk: [2, 2]);
        int tree = bytes.AsSpan().IndexOf((byte[])[.. "TREE"u8, 1]);
        // One level up, and the first child, behind a key of 32 bytes, is the tree.
        bytes[tree + 5] = 1;
        BitConverter.GetBytes((ulong)tree).CopyTo(bytes, tree + 24 + 32);
        Assert.Equal("x.h5: a B-tree must be a tree, found a node with two parents", Refusal(bytes));
    }

    [Fact]
    public void A_continuation_of_itself_is_refused()
    {
        Hdf5Writer writer = new();
        byte[] bytes = writer.Finish(writer.Group([("x", writer.Dataset([4], [1, 2, 3, 4]))]));
        // The header's first message becomes a continuation that points back at it.
        int header = bytes.AsSpan().IndexOf((byte[])[1, 0, 3, 0, 1, 0, 0, 0]), block = header + 16;
        (bytes[block], bytes[block + 2]) = (0x10, 16);
        BitConverter.GetBytes((ulong)block).CopyTo(bytes, block + 8);
        BitConverter.GetBytes(64UL).CopyTo(bytes, block + 16);
        Assert.Contains("the blocks of an object header must follow one another", Refusal(bytes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ulong.MaxValue), InlineData(1UL << 62), InlineData(1UL << 32), InlineData(2_000_000_000UL)]
    public void Extents_beyond_the_file_take_no_memory(ulong extent)
    {
        Hdf5Writer writer = new();
        byte[] bytes = writer.Finish(writer.Group([("x", writer.Dataset([77, 3], new float[77 * 3]))]));
        int place = bytes.AsSpan().IndexOf((byte[])[77, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
        BitConverter.GetBytes(extent).CopyTo(bytes, place);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_chunk_that_inflates_beyond_its_size_is_refused()
    {
        Hdf5Writer writer = new();
        float[] zeros = new float[1 << 14];
        byte[] bytes = writer.Finish(writer.Group([("x", writer.Dataset([1 << 14], zeros, [1 << 14], deflate: true))]));
        // The dataset and its chunk claim to be 16 numbers.
        for (int at = 0; at + 4 <= bytes.Length; at++)
            if (BitConverter.ToInt32(bytes, at) == 1 << 14) BitConverter.GetBytes(16).CopyTo(bytes, at);
        Assert.Contains("compressed data must inflate to at most", Refusal(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_filters_are_named()
    {
        byte[] bytes = Small(chunk: [2, 2], deflate: true);
        int pipeline = bytes.AsSpan().IndexOf((byte[])[1, 3, 0, 0, 0, 0, 0, 0, 2, 0]);
        bytes[pipeline + 8] = 4;
        Assert.Equal("x.h5: filters must be deflate, shuffle or fletcher32, found Szip", Refusal(bytes));
    }

    [Fact]
    public void Damaged_copies_are_read_or_refused_and_nothing_else()
    {
        byte[][] files = [Small(), Small(chunk: [2, 2]), Small(chunk: [3, 1], deflate: true), Hdf5Samples.Newest];
        int count = MutationFuzzer.Count / files.Length;
        int refused = files.Select((file, i) => MutationFuzzer.Run<FileFormatException>(file, $"hdf5/{i}", stream => ReadAll(Hdf5File.Open(stream, "x.h5").Root, 0), count)).Sum();
        Assert.InRange(refused, count / 2, (files.Length * count) - 1);
    }

    [Fact]
    public void Damaged_models_of_Keras_are_read_or_refused_and_nothing_else()
    {
        KerasFixture file = new();
        file.Add("conv", "kernel", 2, 2, 3, 2);
        file.Add("conv", "bias", 2);
        file.Add("fc", "kernel", 8, 2);
        string json = KerasFixture.Sequential(
            KerasFixture.Layer("Conv2D", "conv", "\"batch_input_shape\":[null,5,5,3],\"filters\":2,\"kernel_size\":[2,2],\"padding\":\"same\",\"strides\":[2,2]"),
            KerasFixture.Layer("MaxPooling2D", "pool", "\"pool_size\":[2,2],\"strides\":[1,1]"),
            KerasFixture.Layer("Flatten", "flat"),
            KerasFixture.Layer("Dense", "fc", "\"units\":2,\"use_bias\":false"));
        int refused = MutationFuzzer.Run<FileFormatException>(file.ToFile(json), "keras", stream => KerasModelFile.Read(stream, "m.h5"));
        Assert.InRange(refused, MutationFuzzer.Count / 4, MutationFuzzer.Count - 1);
    }

    private static byte[] Small(int[]? chunk = null, bool deflate = false)
    {
        Hdf5Writer writer = new();
        ulong data = writer.Dataset([3, 4], [.. Enumerable.Range(0, 12).Select(i => i / 4f)], chunk, deflate, Hdf5Writer.Texts("note", "a", "b"));
        return writer.Finish(writer.Group([("x", data), ("g", writer.Group([("y", writer.Dataset([1], [1]))], writer.LongText("long", "text")))]));
    }

    private static void ReadAll(Hdf5Group group, int depth)
    {
        foreach (Hdf5Attribute attribute in group.Attributes.Values)
            if (attribute.Type.Number is null) attribute.Texts();
        foreach (string name in group.Links.Keys)
            if (group.Find(name) is Hdf5Dataset dataset) dataset.ReadAll();
            else if (group.Find(name) is Hdf5Group inner && depth < 4) ReadAll(inner, depth + 1);
    }

    private static string Refusal(byte[] bytes) => Assert.Throws<FileFormatException>(() => ReadAll(Hdf5ReadTests.Open(bytes).Root, 0)).Message;
}
