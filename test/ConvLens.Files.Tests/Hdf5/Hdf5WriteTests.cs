using ConvLens.Files.Elements;
using ConvLens.Files.Hdf5;
using ConvLens.Files.Hdf5.Writing;

namespace ConvLens.Files.Tests.Hdf5;

public sealed class Hdf5WriteTests
{
    /// <summary>A node holds 8 symbols, a branch 32 nodes: the tree gets up to three levels.</summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(8), InlineData(9), InlineData(256), InlineData(257), InlineData(8193)]
    public void Groups_of_any_size_hold_their_members(int count)
    {
        using MemoryStream stream = new();
        Files.Hdf5.Writing.Hdf5Writer writer = new(stream);
        ulong first = Dataset(writer, [1], 1), last = Dataset(writer, [3], 2, 3, 4);
        writer.Finish(writer.Group(Enumerable.Range(0, count).Select(i => (NameOf(i), i == count - 1 ? last : first)), []));
        Hdf5File file = Hdf5ReadTests.Open(stream.ToArray());
        Assert.Equal([.. Enumerable.Range(0, count).Select(NameOf).Order(StringComparer.Ordinal)], file.Root.Links.Keys);
        if (count > 0) Assert.Equal([2, 3, 4], file.Root.Dataset(NameOf(count - 1)).ReadAll());
        if (count > 1) Assert.Equal([1], file.Root.Dataset(NameOf(count / 2 - 1)).ReadAll());
    }

    [Fact]
    public void Datasets_attributes_and_groups_in_groups_come_back()
    {
        using MemoryStream stream = new();
        Files.Hdf5.Writing.Hdf5Writer writer = new(stream);
        GroupDraft root = new();
        root.Add("a/b/x", Dataset(writer, [2, 1, 3], 1, 2, 3, 4, 5, 6));
        root.Add("a/y", Dataset(writer, [1], 7));
        root.Group("a/b").Attributes.AddRange([.. Hdf5Message.Texts("names", ["é", "", "abc"]), Hdf5Message.Text("version", "2.15.0")]);
        root.Attributes.AddRange([.. Hdf5Message.Texts("none", [])]);
        writer.Finish(root.Place(writer));
        Hdf5File file = Hdf5ReadTests.Open(stream.ToArray());
        Assert.Equal([2L, 1, 3], file.Root.Dataset("a/b/x").Extents);
        Assert.Equal([1, 2, 3, 4, 5, 6], file.Root.Dataset("a/b/x").ReadAll());
        Assert.Equal([7], file.Root.Dataset("a/y").ReadAll());
        Assert.Equal(["é", "", "abc"], file.Root.Group("a/b").Attributes["names"].Texts());
        Assert.Equal("2.15.0", file.Root.Group("a/b").Attributes["version"].Text());
        Assert.Equal(0, file.Root.Attributes["none"].Count);
    }

    [Fact]
    public void Long_lists_are_cut_into_numbered_attributes()
    {
        string[] names = [.. Enumerable.Range(0, 5000).Select(i => $"layer{i:D27}")];
        Hdf5Message[] messages = [.. Hdf5Message.Texts("names", names)];
        using MemoryStream stream = new();
        Files.Hdf5.Writing.Hdf5Writer writer = new(stream);
        writer.Finish(writer.Group([], messages));
        Hdf5File file = Hdf5ReadTests.Open(stream.ToArray());
        Assert.Equal(["names0", "names1", "names2"], file.Root.Attributes.Keys);
        Assert.Equal(names, Enumerable.Range(0, 3).SelectMany(i => file.Root.Attributes[$"names{i}"].Texts()));
    }

    private static ulong Dataset(Files.Hdf5.Writing.Hdf5Writer writer, int[] extents, params float[] values) => writer.Dataset(extents, stream => ElementStream.Write<float>(stream, values));

    private static string NameOf(int i) => $"m{i * 7919 % 8209}";
}
