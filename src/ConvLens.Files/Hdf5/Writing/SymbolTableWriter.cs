using System.Text;
using static ConvLens.Files.Hdf5.Writing.Hdf5Bytes;

namespace ConvLens.Files.Hdf5.Writing;

/// <summary>Writes the members of an old-style group: a heap of names, nodes of symbols in the order of names, and a B-tree above them.</summary>
internal static class SymbolTableWriter
{
    /// <summary>Half of what nodes hold, which the superblock tells: symbols, and branches of the tree. The defaults of HDF5's library.</summary>
    public const int HalfLeaf = 4, HalfBranch = 16;

    private const ulong NoFreePlace = 1;
    private const int SymbolBytes = 40, NodeBytes = 8 + (2 * HalfLeaf * SymbolBytes), BranchBytes = 24 + (((4 * HalfBranch) + 1) * 8);

    /// <summary>Places everything and returns the message that leads there.</summary>
    public static Hdf5Message Place(Hdf5Writer writer, IEnumerable<(string Name, ulong Address)> members)
    {
        List<byte> names = [.. new byte[8]];
        List<(ulong Name, ulong Address)> symbols = [];
        foreach ((byte[] name, ulong address) in members.Select(member => (Encoding.UTF8.GetBytes(member.Name), member.Address)).OrderBy(member => member.Item1, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))))
        {
            symbols.Add(((ulong)names.Count, address));
            names.AddRange(Padded([.. name, 0]));
        }

        ulong data = writer.Place([.. names]), heap = writer.Place([.. "HEAP"u8, 0, 0, 0, 0, .. U64((ulong)names.Count), .. U64(NoFreePlace), .. U64(data)]);
        List<(ulong LastName, ulong Address)> level = [.. symbols.Chunk(2 * HalfLeaf).Select(node => (node[^1].Name, writer.Place(Node(node))))];
        int height = 0;
        do level = Branches(writer, level, height++);
        while (level.Count > 1);
        return Hdf5Message.Group(level[0].Address, heap);
    }

    private static byte[] Node(IReadOnlyCollection<(ulong Name, ulong Address)> symbols)
    {
        byte[] node = new byte[NodeBytes], used = [.. "SNOD"u8, 1, 0, .. U16(symbols.Count), .. symbols.SelectMany(symbol => (byte[])[.. U64(symbol.Name), .. U64(symbol.Address), .. new byte[24]])];
        used.CopyTo(node, 0);
        return node;
    }

    /// <summary>One level of the tree: nodes side by side, each child between the last name before it and its own last name.</summary>
    private static List<(ulong LastName, ulong Address)> Branches(Hdf5Writer writer, List<(ulong LastName, ulong Address)> children, int height)
    {
        (ulong LastName, ulong Address)[][] nodes = children.Count == 0 ? [[]] : [.. children.Chunk(2 * HalfBranch)];
        List<(ulong LastName, ulong Address)> level = [];
        ulong before = 0, first = writer.Place([]);
        for (int i = 0; i < nodes.Length; i++)
        {
            ulong address = first + (ulong)(i * BranchBytes), left = i == 0 ? Nowhere : address - BranchBytes, right = i == nodes.Length - 1 ? Nowhere : address + BranchBytes;
            byte[] node = new byte[BranchBytes], used =
            [
                .. "TREE"u8, 0, (byte)height, .. U16(nodes[i].Length), .. U64(left), .. U64(right), .. U64(before),
                .. nodes[i].SelectMany(child => (byte[])[.. U64(child.Address), .. U64(child.LastName)]),
            ];
            used.CopyTo(node, 0);
            writer.Place(node);
            before = nodes[i].Select(child => child.LastName).LastOrDefault();
            level.Add((before, address));
        }

        return level;
    }
}
