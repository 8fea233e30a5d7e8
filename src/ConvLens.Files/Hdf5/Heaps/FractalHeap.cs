using System.Numerics;
using ConvLens.Files.Hdf5.Trees;

namespace ConvLens.Files.Hdf5.Heaps;

/// <summary>Where large groups keep their links, and objects many attributes: one space of offsets over blocks that double in size.</summary>
internal sealed class FractalHeap
{
    private const int MaxDepth = 16, HugeIndirect = 1;
    private readonly Hdf5Source _source;
    private readonly int _idSize, _offsetBytes, _lengthBytes, _width, _rows;
    private readonly ulong _startSize, _maxDirectSize, _root, _hugeTree;

    public FractalHeap(Hdf5Source source, ulong address)
    {
        _source = source;
        Hdf5Cursor head = source.ReadUpTo(address, 192, "a fractal heap");
        head.Signature("FRHP"u8);
        head.Version(0, 0);
        _idSize = head.UInt16();
        if (head.UInt16() > 0) throw head.Fault("a fractal heap must not be compressed", "one with filters");
        head.Skip(1);
        uint mostManaged = head.UInt32();
        head.Length();
        _hugeTree = head.Offset();
        head.Length();
        head.Offset();
        for (int i = 0; i < 8; i++) head.Length();
        _width = head.UInt16();
        (_startSize, _maxDirectSize) = (head.Length(), head.Length());
        int bits = head.UInt16();
        head.Skip(2);
        (_root, _rows) = (head.Offset(), head.UInt16());
        if (_width < 1 || !BitOperations.IsPow2(_startSize) || !BitOperations.IsPow2(_maxDirectSize) || _maxDirectSize < _startSize || bits > 64 || !BitOperations.IsPow2(_width))
            throw head.Fault("the blocks of a fractal heap must have sizes of powers of 2", $"{_startSize} to {_maxDirectSize} in rows of {_width}");
        _offsetBytes = (bits + 7) / 8;
        _lengthBytes = Math.Min((BitOperations.Log2(_maxDirectSize) + 7) / 8, (BitOperations.Log2(Math.Max(mostManaged, 1)) / 8) + 1);
    }

    /// <summary>The object that an identifier means.</summary>
    public Hdf5Cursor this[Hdf5Cursor id]
    {
        get
        {
            int first = id.Byte();
            switch ((first >> 4) & 3)
            {
                case 0:
                    ulong offset = id.Unsigned(_offsetBytes), length = id.Unsigned(_lengthBytes);
                    return _source.Read(AddressOf(offset), length, "an object of a fractal heap");
                case 1:
                    return Huge(id);
                default:
                    int tiny = (first & 15) + 1;
                    return id.Part(tiny, "an object of a fractal heap");
            }
        }
    }

    /// <summary>Bytes of an identifier.</summary>
    public int IdSize => _idSize;

    private Hdf5Cursor Huge(Hdf5Cursor id)
    {
        // Where an identifier has the room it tells address and length itself; otherwise it is a key.
        if (_idSize > _source.OffsetSize + _source.LengthSize) return _source.Read(id.Offset(), id.Length(), "a large object of a fractal heap");
        ulong key = id.Unsigned(Math.Min(_idSize - 1, _source.LengthSize));
        foreach (Hdf5Cursor record in BTreeV2.Records(_source, _hugeTree, HugeIndirect))
        {
            ulong address = record.Offset(), length = record.Length();
            if (record.Length() == key) return _source.Read(address, length, "a large object of a fractal heap");
        }

        throw id.Fault($"large object {key} must lie in its heap", "none of this number");
    }

    private ulong AddressOf(ulong offset)
    {
        ulong block = _root;
        int rows = _rows;
        for (int depth = 0; rows > 0; depth++)
        {
            if (depth > MaxDepth) throw new FileFormatException(_source.Path, $"a fractal heap may be {MaxDepth} blocks deep", "more");
            int row = 0;
            ulong size = _startSize;
            while (row < rows && offset >= size * (ulong)_width)
            {
                offset -= size * (ulong)_width;
                if (row++ > 0) size *= 2;
                if (size > 1UL << 56) row = rows;
            }

            if (row >= rows) throw new FileFormatException(_source.Path, "an object must lie within its heap", "one behind its end");
            ulong column = offset / size, entry = ((ulong)row * (ulong)_width) + column;
            offset -= column * size;
            ulong head = 5 + (ulong)_source.OffsetSize + (ulong)_offsetBytes;
            block = _source.Read(block + head + (entry * (ulong)_source.OffsetSize), (ulong)_source.OffsetSize, "an indirect block of a fractal heap").Offset();
            rows = size <= _maxDirectSize ? 0 : BitOperations.Log2(size) - BitOperations.Log2(_startSize * (ulong)_width) + 1;
        }

        return block + offset;
    }
}
