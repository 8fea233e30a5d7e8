using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ConvLens.Files.Onnx.Wire;

/// <summary>Reads protocol buffers field by field [protobuf]. Every length is checked against the message that holds it before a byte is taken.</summary>
/// <remarks>It reads a small window at a time and jumps over what is only remembered, so that weights are not read here.</remarks>
internal sealed class WireReader(ByteSource source)
{
    private const int MaxDepth = 32, MaxText = 1 << 20, MaxNumbers = 1 << 20;
    private readonly byte[] _window = new byte[1 << 13];
    private long _windowStart, _position, _limit = source.Length;
    private int _windowLength, _depth;
    private WireType _type;

    public string Path => source.Path;

    /// <summary>Whether the field is a varint.</summary>
    public bool IsVarint => _type == WireType.Varint;

    /// <summary>Goes to the next field of the message; false at its end.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (_position == _limit) return false;
        ulong tag = ReadVarint();
        _type = (WireType)(tag & 7);
        if (tag >> 3 is 0 or > 0x1FFFFFFF) throw Fault("fields are numbered from 1 to 2²⁹ − 1", $"{tag >> 3}");
        field = (int)(tag >> 3);
        return true;
    }

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint: ReadVarint(); break;
            case WireType.Fixed64: Advance(sizeof(ulong)); break;
            case WireType.Fixed32: Advance(sizeof(uint)); break;
            case WireType.Length: Range(); break;
            default: throw Fault("fields are varints, fixed or of stated length", $"wire type {(int)_type}");
        }
    }

    /// <summary>The field's bytes, unread.</summary>
    public ByteRange Range()
    {
        Require(WireType.Length);
        ulong length = ReadVarint();
        ByteRange range = new(_position, length <= (ulong)(_limit - _position) ? (long)length : throw Fault($"{_limit - _position} bytes are left", $"a field of {length}"));
        _position += range.Length;
        return range;
    }

    public long Integer()
    {
        Require(WireType.Varint);
        return (long)ReadVarint();
    }

    public float Single()
    {
        Require(WireType.Fixed32);
        return BitConverter.UInt32BitsToSingle(BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint))));
    }

    public string Text()
    {
        ByteRange range = Range();
        if (range.Length > MaxText) throw Fault($"a text may have at most {MaxText} bytes", $"{range.Length}");
        byte[] bytes = new byte[range.Length];
        source.Read(range.Start, bytes);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw Fault("texts are UTF-8", "other bytes");
    }

    /// <summary>A message inside this one.</summary>
    public T Nested<T>(Func<WireReader, T> read)
    {
        ByteRange range = Range();
        if (_depth == MaxDepth) throw Fault($"messages may lie at most {MaxDepth} deep", "more");
        (long after, long outer) = (_position, _limit);
        (_position, _limit) = (range.Start, after);
        _depth++;
        T value = read(this);
        _depth--;
        (_position, _limit) = (after, outer);
        return value;
    }

    /// <summary>Adds the field's whole numbers, one or packed.</summary>
    public void Integers(List<long> numbers)
    {
        if (_type == WireType.Varint) numbers.Add(Integer());
        else foreach (long number in Nested(static reader => reader.RestOfMessage(static inner => (long)inner.ReadVarint()))) numbers.Add(number);
        if (numbers.Count > MaxNumbers) throw Fault($"a list may hold at most {MaxNumbers} numbers", "more");
    }

    /// <summary>Adds the field's float32 numbers, one or packed.</summary>
    public void Singles(List<float> numbers)
    {
        if (_type == WireType.Fixed32) numbers.Add(Single());
        else foreach (float number in Nested(static reader => reader.RestOfMessage(static inner => BitConverter.UInt32BitsToSingle(BinaryPrimitives.ReadUInt32LittleEndian(inner.Take(sizeof(uint))))))) numbers.Add(number);
        if (numbers.Count > MaxNumbers) throw Fault($"a list may hold at most {MaxNumbers} numbers", "more");
    }

    /// <summary>The numbers of a packed field that was remembered.</summary>
    public static IEnumerable<ulong> Varints(ByteSource source, ByteRange range)
    {
        WireReader reader = new(source) { _position = range.Start, _limit = range.Start + range.Length };
        while (reader._position < reader._limit) yield return reader.ReadVarint();
    }

    public FileFormatException Fault(string expected, string found) => new(Path, $"near byte {_position} {expected}", found);

    /// <summary>Refuses a field that is stored in another way.</summary>
    private void Require(WireType type)
    {
        if (_type != type) throw Fault($"a field must be stored as {type}", $"wire type {(int)_type}");
    }

    private List<T> RestOfMessage<T>(Func<WireReader, T> read)
    {
        List<T> numbers = [];
        while (_position < _limit && numbers.Count <= MaxNumbers) numbers.Add(read(this));
        return numbers;
    }

    private ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Take(1)[0];
            if (shift == 63 && next > 1) break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw Fault("a varint has at most 64 bits", "more");
    }

    /// <summary>The next few bytes, out of the window.</summary>
    private ReadOnlySpan<byte> Take(int count)
    {
        long start = _position;
        Advance(count);
        if (start < _windowStart || start + count > _windowStart + _windowLength)
        {
            _windowStart = start;
            _windowLength = (int)Math.Min(_window.Length, source.Length - start);
            source.Read(start, _window.AsSpan(0, _windowLength));
        }

        return _window.AsSpan((int)(start - _windowStart), count);
    }

    private void Advance(int count)
    {
        if (_limit - _position < count) throw Fault($"a number takes {count} bytes", $"{_limit - _position}");
        _position += count;
    }
}
