namespace ConvLens.Files.Hdf5.Trees;

/// <summary>B-trees of version 1: members of old-style groups, and chunks.</summary>
internal static class BTreeV1
{
    public const int Group = 0, Chunks = 1;
    private const string What = "a B-tree node";

    /// <summary>A child of a leaf, and the key before it.</summary>
    public readonly record struct Entry(Hdf5Cursor Key, ulong Child);

    /// <summary>All entries of the leaves, in order.</summary>
    public static IEnumerable<Entry> Entries(Hdf5Source source, ulong root, int type, int keySize)
    {
        HashSet<ulong> visited = [];
        Stack<(ulong Address, int Level)> open = new([(root, -1)]);
        while (open.TryPop(out (ulong Address, int Level) node))
        {
            if (!visited.Add(node.Address)) throw new FileFormatException(source.Path, "a B-tree must be a tree", "a node with two parents");
            int size = 8 + (2 * source.OffsetSize);
            Hdf5Cursor head = source.Read(node.Address, (ulong)size, What);
            head.Signature("TREE"u8);
            int found = head.Byte(), level = head.Byte(), count = head.UInt16();
            if (found != type || (node.Level >= 0 && level != node.Level)) throw head.Fault($"{What} must have type {type} and level {node.Level}", $"type {found} and level {level}");
            Hdf5Cursor body = source.Read(node.Address + (ulong)size, (ulong)(count * (keySize + source.OffsetSize)), What);
            List<Entry> entries = [];
            for (int i = 0; i < count; i++) entries.Add(new(body.Part(keySize, "a B-tree key"), body.Offset()));
            if (level > 0)
                for (int i = count - 1; i >= 0; i--) open.Push((entries[i].Child, level - 1));
            else
                foreach (Entry entry in entries) yield return entry;
        }
    }
}
