using ConvLens.Files.Hdf5.Heaps;
using ConvLens.Files.Hdf5.Trees;

namespace ConvLens.Files.Hdf5;

/// <summary>What groups and datasets share: attributes.</summary>
internal abstract class Hdf5Object(Hdf5File file, string name, ObjectHeader header)
{
    private const int NameIndex = 8;
    private Dictionary<string, Hdf5Attribute>? _attributes;

    public Hdf5File File => file;

    /// <summary>The path from the root group.</summary>
    public string Name => name;

    /// <summary>The object in sentences, as in <c>dataset 'dense/kernel:0'</c>.</summary>
    public abstract string Title { get; }

    public IReadOnlyDictionary<string, Hdf5Attribute> Attributes => _attributes ??= ReadAttributes();

    protected ObjectHeader Header => header;

    public FileFormatException Fault(string expected, string found) => new(file.Source.Path, expected, found);

    private Dictionary<string, Hdf5Attribute> ReadAttributes()
    {
        Dictionary<string, Hdf5Attribute> attributes = new(StringComparer.Ordinal);
        foreach (HeaderMessage message in header.Messages)
            if (message.Type == HeaderMessageType.Attribute) Add(Hdf5Attribute.Parse(file, message.Open(file.Source)));
        if (header.Find(HeaderMessageType.AttributeInfo) is not { } info) return attributes;
        info.Version(0, 0);
        if ((info.Byte() & 1) != 0) info.Skip(2);
        ulong heapAddress = info.Offset(), tree = info.Offset();
        if (heapAddress == Hdf5Source.Undefined || tree == Hdf5Source.Undefined) return attributes;
        FractalHeap heap = new(file.Source, heapAddress);
        foreach (Hdf5Cursor record in BTreeV2.Records(file.Source, tree, NameIndex)) Add(Hdf5Attribute.Parse(file, heap[record.Part(heap.IdSize, "a heap identifier")]));
        return attributes;

        void Add(Hdf5Attribute attribute)
        {
            if (!attributes.TryAdd(attribute.Name, attribute)) throw Fault($"{Title} must have attributes of different names", $"another {Excerpt.Of(attribute.Name)}");
        }
    }
}
