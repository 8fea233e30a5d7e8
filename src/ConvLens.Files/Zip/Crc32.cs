using System.Buffers.Binary;

namespace ConvLens.Files.Zip;

/// <summary>CRC-32 of zip archives [zip], eight bytes at a time: each of eight tables moves a byte's share over the bytes behind it.</summary>
internal struct Crc32()
{
    private const uint Polynomial = 0xEDB88320;
    private const int Bytes = 8;
    private static readonly uint[] Tables = MakeTables();
    private uint _state = uint.MaxValue;

    public readonly uint Value => ~_state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> t = Tables;
        uint state = _state;
        for (; bytes.Length >= Bytes; bytes = bytes[Bytes..])
        {
            uint low = state ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes), high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[sizeof(uint)..]);
            state = t[(int)(low & 255) + 1792] ^ t[(int)((low >> 8) & 255) + 1536] ^ t[(int)((low >> 16) & 255) + 1280] ^ t[(int)(low >> 24) + 1024]
                ^ t[(int)(high & 255) + 768] ^ t[(int)((high >> 8) & 255) + 512] ^ t[(int)((high >> 16) & 255) + 256] ^ t[(int)(high >> 24)];
        }

        foreach (byte value in bytes) state = t[(byte)(state ^ value)] ^ (state >> 8);
        _state = state;
    }

    /// <summary>256 numbers for each byte's place, the last byte's first.</summary>
    private static uint[] MakeTables()
    {
        uint[] tables = new uint[Bytes * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint state = value;
            for (int bit = 0; bit < 8; bit++) state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ Polynomial;
            tables[value] = state;
        }

        for (int i = 256; i < tables.Length; i++) tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        return tables;
    }
}
