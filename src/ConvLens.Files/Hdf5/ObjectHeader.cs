namespace ConvLens.Files.Hdf5;

/// <summary>What an object (group, dataset or committed type) says of itself: messages in one block or several.</summary>
internal sealed class ObjectHeader
{
    private const string What = "an object header", Block = "a block of an object header";
    private readonly Hdf5Source _source;
    private readonly List<HeaderMessage> _messages = [];
    private readonly Queue<(ulong Address, ulong Length)> _blocks = [];
    private readonly HashSet<ulong> _visited = [];
    private bool _tracksOrder;

    private ObjectHeader(Hdf5Source source) => _source = source;

    public IReadOnlyList<HeaderMessage> Messages => _messages;

    public static ObjectHeader Read(Hdf5Source source, ulong address)
    {
        ObjectHeader header = new(source);
        Hdf5Cursor start = source.ReadUpTo(address, 64, What);
        if (start.StartsWith("OHDR"u8)) header.ReadNew(address, start);
        else header.ReadOld(address, start);
        return header;
    }

    /// <summary>The first message of a type, or null.</summary>
    public Hdf5Cursor? Find(HeaderMessageType type)
    {
        foreach (HeaderMessage message in _messages)
            if (message.Type == type) return message.Open(_source);
        return null;
    }

    private void ReadOld(ulong address, Hdf5Cursor start)
    {
        start.Version(1, 1);
        start.Skip(1 + 2 + 4);
        Add(address + 16, start.UInt32());
        while (_blocks.TryDequeue(out (ulong Address, ulong Length) block))
        {
            Hdf5Cursor cursor = _source.Read(block.Address, block.Length, Block);
            while (cursor.Remaining >= 8)
            {
                int type = cursor.UInt16(), size = cursor.UInt16(), flags = cursor.Byte();
                cursor.Skip(3);
                Add(type, flags, cursor.Memory(size));
            }
        }
    }

    private void ReadNew(ulong address, Hdf5Cursor start)
    {
        start.Signature("OHDR"u8);
        start.Version(2, 2);
        int flags = start.Byte();
        if ((flags & 0x20) != 0) start.Skip(16);
        if ((flags & 0x10) != 0) start.Skip(4);
        _tracksOrder = (flags & 4) != 0;
        ulong size = start.Unsigned(1 << (flags & 3));
        Add(address + (ulong)start.Position, size);
        bool first = true;
        while (_blocks.TryDequeue(out (ulong Address, ulong Length) block))
        {
            Hdf5Cursor cursor = _source.Read(block.Address, block.Length, Block);
            if (!first) cursor.Signature("OCHK"u8);
            int tail = first ? 0 : sizeof(uint), head = _tracksOrder ? 6 : 4;
            while (cursor.Remaining - tail >= head)
            {
                int type = cursor.Byte(), length = cursor.UInt16(), messageFlags = cursor.Byte();
                if (_tracksOrder) cursor.Skip(2);
                Add(type, messageFlags, cursor.Memory(length));
            }

            first = false;
        }
    }

    private void Add(int type, int flags, ReadOnlyMemory<byte> body)
    {
        HeaderMessage message = new((HeaderMessageType)type, (flags & 2) != 0, body);
        if (message.Type != HeaderMessageType.Continuation)
        {
            _messages.Add(message);
            return;
        }

        Hdf5Cursor cursor = new(_source, body, "a continuation");
        Add(cursor.Offset(), cursor.Length());
    }

    private void Add(ulong address, ulong length)
    {
        if (!_visited.Add(address)) throw new FileFormatException(_source.Path, "the blocks of an object header must follow one another", "a block that comes back");
        _blocks.Enqueue((address, length));
    }
}
