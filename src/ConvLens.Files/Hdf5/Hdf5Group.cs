using ConvLens.Files.Hdf5.Groups;
using ConvLens.Files.Hdf5.Heaps;
using ConvLens.Files.Hdf5.Trees;

namespace ConvLens.Files.Hdf5;

/// <summary>A folder of groups and datasets.</summary>
internal sealed class Hdf5Group(Hdf5File file, string name, ObjectHeader header) : Hdf5Object(file, name, header)
{
    private const int NameIndex = 5;
    private SortedDictionary<string, ulong>? _links;

    public override string Title => Name.Length == 0 ? "the root group" : $"group {Excerpt.Of(Name)}";

    /// <summary>Addresses of the members' headers, by name. Links by path and into other files are left out.</summary>
    public IReadOnlyDictionary<string, ulong> Links => _links ??= ReadLinks();

    /// <summary>The member at a path, with <c>/</c> between names, or null.</summary>
    public Hdf5Object? Find(string path)
    {
        Hdf5Object found = this;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found is not Hdf5Group group || !group.Links.TryGetValue(part, out ulong address)) return null;
            found = File.Open(group.Name.Length == 0 ? part : $"{group.Name}/{part}", address);
        }

        return found;
    }

    /// <summary>The group at a path.</summary>
    public Hdf5Group Group(string path) => Find(path) as Hdf5Group ?? throw Fault($"{Title} must hold a group {Excerpt.Of(path)}", "none");

    /// <summary>The dataset at a path.</summary>
    public Hdf5Dataset Dataset(string path) => Find(path) as Hdf5Dataset ?? throw Fault($"{Title} must hold a dataset {Excerpt.Of(path)}", "none");

    private SortedDictionary<string, ulong> ReadLinks()
    {
        SortedDictionary<string, ulong> links = new(StringComparer.Ordinal);
        foreach ((string name, ulong address) in AllLinks())
            if (!links.TryAdd(name, address)) throw Fault($"{Title} must have members of different names", $"another {Excerpt.Of(name)}");
        return links;
    }

    private IEnumerable<(string Name, ulong Address)> AllLinks()
    {
        if (Header.Find(HeaderMessageType.SymbolTable) is { } table)
            foreach ((string, ulong) link in SymbolTable.Links(File.Source, table)) yield return link;
        foreach (HeaderMessage message in Header.Messages)
            if (message.Type == HeaderMessageType.Link && LinkMessage.Parse(message.Open(File.Source)) is { } link) yield return link;
        if (Header.Find(HeaderMessageType.LinkInfo) is not { } info) yield break;
        info.Version(0, 0);
        if ((info.Byte() & 1) != 0) info.Skip(8);
        ulong heapAddress = info.Offset(), tree = info.Offset();
        if (heapAddress == Hdf5Source.Undefined || tree == Hdf5Source.Undefined) yield break;
        FractalHeap heap = new(File.Source, heapAddress);
        foreach (Hdf5Cursor record in BTreeV2.Records(File.Source, tree, NameIndex))
        {
            record.Skip(sizeof(uint));
            if (LinkMessage.Parse(heap[record.Part(heap.IdSize, "a heap identifier")]) is { } link) yield return link;
        }
    }
}
