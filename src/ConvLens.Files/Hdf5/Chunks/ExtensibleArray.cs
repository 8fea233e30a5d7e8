using System.Numerics;

namespace ConvLens.Files.Hdf5.Chunks;

/// <summary>The index of a dataset that grows along one axis: addresses in an index block, then in blocks that double in size.</summary>
internal sealed class ExtensibleArray
{
    private readonly ChunkGrid _grid;
    private readonly ArrayElements _elements;
    private readonly ulong _indexBlock, _first, _least, _leastPointers;
    private readonly int _bits;

    private ExtensibleArray(ChunkGrid grid, ulong address, bool filtered)
    {
        _grid = grid;
        Hdf5Cursor head = grid.Source.ReadUpTo(address, 96, "an extensible array");
        head.Signature("EAHD"u8);
        head.Version(0, 0);
        head.Skip(2);
        _bits = head.Byte();
        (_first, _least, _leastPointers) = (head.Byte(), head.Byte(), head.Byte());
        int pageBits = head.Byte();
        for (int i = 0; i < 6; i++) head.Length();
        _indexBlock = head.Offset();
        if (_bits > 64 || pageBits > 31 || !BitOperations.IsPow2(_least) || !BitOperations.IsPow2(_leastPointers) || BitOperations.Log2(_least) > _bits)
            throw head.Fault("an extensible array must have blocks of powers of 2", $"{_least} elements, {_leastPointers} pointers and {_bits} bits");
        _elements = new(grid, filtered, 1UL << pageBits);
    }

    public static IEnumerable<NumberedChunk> Elements(ChunkGrid grid, ulong address, bool filtered)
    {
        ExtensibleArray array = new(grid, address, filtered);
        return array._indexBlock == Hdf5Source.Undefined ? [] : array.Elements();
    }

    private int OffsetBytes => (_bits + 7) / 8;

    private IEnumerable<NumberedChunk> Elements()
    {
        Hdf5Source source = _grid.Source;
        int superBlocks = 1 + _bits - BitOperations.Log2(_least), direct = 2 * BitOperations.Log2(_leastPointers);
        ulong pointers = (2 * (_leastPointers - 1)) + (ulong)Math.Max(0, superBlocks - direct), head = 6 + (ulong)source.OffsetSize;
        Hdf5Cursor index = source.Read(_indexBlock, head + (_first * (ulong)_elements.Size) + (pointers * (ulong)source.OffsetSize), "an index block");
        index.Signature("EAIB"u8);
        index.Skip((int)head - 4);
        ulong number = 0;
        while (number < _first) yield return _elements.Read(number++, index);
        for (int level = 0; level < superBlocks; level++)
        {
            ulong blocks = 1UL << (level / 2), length = _least << ((level + 1) / 2);
            (Hdf5Cursor? addresses, ReadOnlyMemory<byte> written) = level < direct ? (index, default) : SuperBlock(index.Offset(), blocks, length);
            for (ulong block = 0; addresses is not null && block < blocks; block++)
                if (addresses.Offset() is not Hdf5Source.Undefined and ulong address)
                    foreach (NumberedChunk chunk in DataBlock(address, number + (block * length), length, written, block)) yield return chunk;
            number += blocks * length;
        }
    }

    private (Hdf5Cursor? Addresses, ReadOnlyMemory<byte> Written) SuperBlock(ulong address, ulong blocks, ulong length)
    {
        if (address == Hdf5Source.Undefined) return default;
        Hdf5Source source = _grid.Source;
        source.RequireRange(address, Math.Min(blocks, 1UL << 40), "a secondary block");
        ulong bitmap = blocks * ((_elements.PagesOf(length) + 7) / 8), head = 6 + (ulong)source.OffsetSize + (ulong)OffsetBytes;
        Hdf5Cursor cursor = source.Read(address, head + bitmap + (blocks * (ulong)source.OffsetSize), "a secondary block");
        cursor.Signature("EASB"u8);
        cursor.Skip((int)head - 4);
        ReadOnlyMemory<byte> written = cursor.Memory((long)bitmap);
        return (cursor, written);
    }

    private IEnumerable<NumberedChunk> DataBlock(ulong address, ulong number, ulong length, ReadOnlyMemory<byte> written, ulong block)
    {
        Hdf5Cursor cursor = _grid.Source.ReadUpTo(address, 64, "a data block");
        cursor.Signature("EADB"u8);
        return _elements.ReadAll(address + 6 + (ulong)_grid.Source.OffsetSize + (ulong)OffsetBytes, number, length, written, block * _elements.PagesOf(length));
    }
}
