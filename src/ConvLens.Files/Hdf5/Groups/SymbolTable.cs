using ConvLens.Files.Hdf5.Trees;

namespace ConvLens.Files.Hdf5.Groups;

/// <summary>The members of an old-style group: a B-tree whose leaves point at nodes of symbols.</summary>
internal static class SymbolTable
{
    private const string Node = "a symbol table node";
    private const uint SoftLink = 2;

    /// <summary>Names and object headers. Links by path are left out: whatever they mean has a name of its own.</summary>
    public static IEnumerable<(string Name, ulong Address)> Links(Hdf5Source source, Hdf5Cursor message)
    {
        ulong tree = message.Offset();
        LocalHeap names = new(source, message.Offset());
        foreach (BTreeV1.Entry entry in BTreeV1.Entries(source, tree, BTreeV1.Group, source.LengthSize))
        {
            Hdf5Cursor head = source.Read(entry.Child, 8, Node);
            head.Signature("SNOD"u8);
            head.Version(1, 1);
            head.Skip(1);
            int count = head.UInt16(), size = (2 * source.OffsetSize) + 24;
            Hdf5Cursor symbols = source.Read(entry.Child + 8, (ulong)(count * size), Node);
            for (int i = 0; i < count; i++)
            {
                ulong name = symbols.Offset(), address = symbols.Offset();
                bool soft = symbols.UInt32() == SoftLink;
                symbols.Skip(20);
                if (!soft) yield return (names[name], address);
            }
        }
    }
}
