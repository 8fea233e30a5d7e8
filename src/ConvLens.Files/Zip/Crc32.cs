using System.Buffers.Binary;

namespace ConvLens.Files.Zip;

/// <summary>CRC-32 of zip archives [zip], eight bytes at a time: each of eight tables moves a byte's share over the bytes behind it.</summary>
internal struct Crc32()
{
    private const uint Polynomial = 0xEDB88320;
    private const int Bytes = 8;
    private static readonly uint[][] Tables = MakeTables();
    private uint _state = uint.MaxValue;

    public readonly uint Value => ~_state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint[][] t = Tables;
        uint state = _state;
        for (; bytes.Length >= Bytes; bytes = bytes[Bytes..])
        {
            uint low = state ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes), high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]);
            state = t[7][low & 255] ^ t[6][(low >> 8) & 255] ^ t[5][(low >> 16) & 255] ^ t[4][low >> 24] ^ t[3][high & 255] ^ t[2][(high >> 8) & 255] ^ t[1][(high >> 16) & 255] ^ t[0][high >> 24];
        }

        foreach (byte value in bytes) state = t[0][(byte)(state ^ value)] ^ (state >> 8);
        _state = state;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = [.. Enumerable.Range(0, Bytes).Select(_ => new uint[256])];
        for (uint value = 0; value < 256; value++)
        {
            uint state = value;
            for (int bit = 0; bit < 8; bit++) state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ Polynomial;
            tables[0][value] = state;
        }

        for (int table = 1; table < Bytes; table++)
            for (int value = 0; value < 256; value++)
                tables[table][value] = tables[0][(byte)tables[table - 1][value]] ^ (tables[table - 1][value] >> 8);
        return tables;
    }
}
