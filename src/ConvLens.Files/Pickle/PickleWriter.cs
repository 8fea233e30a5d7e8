using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ConvLens.Files.Pickle;

/// <summary>Puts a pickle of protocol 2 together, opcode by opcode; what is named often is written once and recalled.</summary>
internal sealed class PickleWriter
{
    private const byte Protocol = 2;
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<string, byte> _memo = new(StringComparer.Ordinal);

    public PickleWriter() => _bytes.Write([(byte)Opcode.Proto, Protocol]);

    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Add(params ReadOnlySpan<Opcode> opcodes)
    {
        foreach (Opcode opcode in opcodes) _bytes.Write([(byte)opcode]);
    }

    public void Integer(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        (Opcode opcode, int length) = value is >= 0 and <= byte.MaxValue ? (Opcode.BinInt1, sizeof(byte)) : value is >= 0 and <= ushort.MaxValue ? (Opcode.BinInt2, sizeof(ushort)) : (Opcode.BinInt, sizeof(int));
        Add(opcode);
        _bytes.Write(bytes[..length]);
    }

    public void Tuple(IEnumerable<int> values)
    {
        Add(Opcode.Mark);
        foreach (int value in values) Integer(value);
        Add(Opcode.Tuple);
    }

    public void Text(string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        Add(Opcode.BinUnicode);
        _bytes.Write(length);
        _bytes.Write(text);
    }

    /// <summary>A text of which a pickle has many; at most 256 of these and of globals are remembered.</summary>
    public void CommonText(string value) => Remembered(value, () => Text(value));

    /// <summary>A function or class by name.</summary>
    public void Global(string module, string name) => Remembered($"{module}\n{name}\n", () =>
    {
        Add(Opcode.Global);
        _bytes.Write(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));
    });

    private void Remembered(string key, Action write)
    {
        if (_memo.TryGetValue(key, out byte place))
        {
            _bytes.Write([(byte)Opcode.BinGet, place]);
            return;
        }

        write();
        _bytes.Write([(byte)Opcode.BinPut, checked((byte)_memo.Count)]);
        _memo.Add(key, (byte)_memo.Count);
    }
}
