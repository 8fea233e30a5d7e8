namespace ConvLens.Files.Hdf5.Writing;

/// <summary>A group that still takes members; groups on the way to them are made as they are asked for.</summary>
internal sealed class GroupDraft
{
    private readonly OrderedDictionary<string, GroupDraft> _groups = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, ulong> _datasets = new(StringComparer.Ordinal);

    public List<Hdf5Message> Attributes { get; } = [];

    /// <summary>The group at a path with <c>/</c> between parts.</summary>
    public GroupDraft Group(string path) => Hdf5Group.Parts(path).Aggregate(this, (group, part) =>
    {
        if (!group._groups.TryGetValue(part, out GroupDraft? inner)) group._groups.Add(part, inner = new());
        return inner;
    });

    /// <summary>Adds a dataset that was written.</summary>
    public void Add(string path, ulong address)
    {
        int slash = path.LastIndexOf('/');
        (slash < 0 ? this : Group(path[..slash]))._datasets.Add(path[(slash + 1)..], address);
    }

    /// <summary>Writes the group and all below it.</summary>
    public ulong Place(Hdf5Writer writer) =>
        writer.Group([.. _datasets.Select(dataset => (dataset.Key, dataset.Value)), .. _groups.Select(group => (group.Key, group.Value.Place(writer)))], Attributes);
}
