namespace ConvLens.Files.Hdf5.Trees;

/// <summary>B-trees of version 2: names of links and attributes, large heap objects, and chunks.</summary>
internal sealed class BTreeV2
{
    private const string What = "a B-tree node";
    private const int Frame = 10, MaxDepth = 32;
    private readonly Hdf5Source _source;
    private readonly HashSet<ulong> _visited = [];
    private readonly ulong _nodeSize;
    private readonly int _recordSize;
    private readonly int[] _totalBytes;
    private readonly int _countBytes;

    private BTreeV2(Hdf5Source source, Hdf5Cursor head)
    {
        _source = source;
        head.Signature("BTHD"u8);
        head.Version(0, 0);
        Type = head.Byte();
        _nodeSize = head.UInt32();
        (_recordSize, Depth) = (head.UInt16(), head.UInt16());
        head.Skip(2);
        (Root, RootCount) = (head.Offset(), head.UInt16());
        if (_recordSize < 1 || _nodeSize < (ulong)(Frame + _recordSize) || Depth > MaxDepth)
            throw head.Fault($"a B-tree must have records within its nodes and at most {MaxDepth} levels", $"records of {_recordSize} in {_nodeSize} bytes and {Depth} levels");
        // Counts take as many bytes as the most records a node could have ask for; totals, as the most below it.
        UInt128 most = (_nodeSize - Frame) / (ulong)_recordSize, below = most;
        _countBytes = BytesFor(most);
        _totalBytes = new int[Depth + 1];
        for (int level = 1; level <= Depth; level++)
        {
            int pointer = PointerSize(level);
            most = (_nodeSize - Math.Min(_nodeSize, (ulong)(Frame + pointer))) / (ulong)(_recordSize + pointer);
            below = UInt128.Min(((most + 1) * below) + most, ulong.MaxValue);
            _totalBytes[level] = BytesFor(below);
        }
    }

    public int Type { get; }

    private int Depth { get; }

    private ulong Root { get; }

    private int RootCount { get; }

    /// <summary>All records of a tree of one of these types.</summary>
    public static IEnumerable<Hdf5Cursor> Records(Hdf5Source source, ulong address, params int[] types)
    {
        BTreeV2 tree = new(source, source.ReadUpTo(address, 64, "a B-tree's header"));
        if (!types.Contains(tree.Type)) throw new FileFormatException(source.Path, $"a B-tree must have type {string.Join(" or ", types)}", $"{tree.Type}");
        return tree.RootCount == 0 ? [] : tree.Walk(tree.Root, tree.RootCount, tree.Depth);
    }

    private int PointerSize(int level) => _source.OffsetSize + _countBytes + _totalBytes[level - 1];

    private IEnumerable<Hdf5Cursor> Walk(ulong address, int count, int level)
    {
        if (!_visited.Add(address)) throw new FileFormatException(_source.Path, "a B-tree must be a tree", "a node with two parents");
        Hdf5Cursor node = _source.Read(address, _nodeSize, What);
        if (level == 0) node.Signature("BTLF"u8);
        else node.Signature("BTIN"u8);
        node.Skip(2);
        for (int i = 0; i < count; i++) yield return node.Part(_recordSize, "a B-tree record");
        if (level == 0) yield break;
        for (int i = 0; i <= count; i++)
        {
            ulong child = node.Offset();
            int records = (int)Math.Min(node.Unsigned(_countBytes), int.MaxValue);
            node.Skip(_totalBytes[level - 1]);
            foreach (Hdf5Cursor record in Walk(child, records, level - 1)) yield return record;
        }
    }

    private static int BytesFor(UInt128 most) => ((int)UInt128.Log2(UInt128.Max(most, 1)) / 8) + 1;
}
