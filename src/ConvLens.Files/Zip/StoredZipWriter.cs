using System.Buffers.Binary;
using System.Text;

namespace ConvLens.Files.Zip;

/// <summary>Writes a zip archive [zip] of stored members whose data begin at multiples of 64 bytes, as PyTorch has them, without times; wide numbers (zip64) only where they are needed.</summary>
/// <param name="stream">A stream that can seek, at its beginning.</param>
/// <param name="narrow">Numbers from here on are written wide; less than the format's limit only to try that.</param>
internal sealed class StoredZipWriter(Stream stream, long narrow = uint.MaxValue)
{
    private const uint LocalSignature = 0x04034B50, CentralSignature = 0x02014B50;
    private const int Alignment = 64, LocalLength = 30, ChecksumOffset = 14, FieldHeader = 4;
    private const ushort Version = 45, Utf8Flag = 1 << 11, FirstDay = 0x21, Zip64Field = 1, PaddingField = 'F' | ('B' << 8);
    private readonly List<(byte[] Name, long Header, long Length, uint Checksum)> _members = [];

    /// <summary>Adds a member of <paramref name="length"/> bytes, which <paramref name="write"/> writes.</summary>
    public void Add(string name, long length, Action<Stream> write)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        long header = stream.Position;
        byte[] wide = length >= narrow ? [.. U16(Zip64Field), .. U16(2 * sizeof(long)), .. U64(length), .. U64(length)] : [];
        int padding = (int)(-(header + LocalLength + bytes.Length + wide.Length + FieldHeader) & (Alignment - 1));
        stream.Write([
            .. U32(LocalSignature), .. U16(Version), .. Common(0, length, length >= narrow), .. U16(bytes.Length), .. U16(wide.Length + FieldHeader + padding),
            .. bytes, .. wide, .. U16(PaddingField), .. U16(padding), .. Enumerable.Repeat((byte)'Z', padding),
        ]);
        using ChecksumStream data = new(stream);
        write(data);
        long end = stream.Position;
        stream.Position = header + ChecksumOffset;
        stream.Write(U32(data.Checksum));
        stream.Position = end;
        _members.Add((bytes, header, length, data.Checksum));
    }

    /// <summary>Writes the directory, behind which nothing may follow.</summary>
    public void Finish()
    {
        long begin = stream.Position;
        foreach ((byte[] name, long header, long length, uint checksum) in _members)
        {
            byte[] wide = [.. length >= narrow ? [.. U64(length), .. U64(length)] : (byte[])[], .. header >= narrow ? U64(header) : []];
            if (wide.Length > 0) wide = [.. U16(Zip64Field), .. U16(wide.Length), .. wide];
            stream.Write([
                .. U32(CentralSignature), .. U16(Version), .. U16(Version), .. Common(checksum, length, length >= narrow), .. U16(name.Length), .. U16(wide.Length), .. U16(0), .. U16(0), .. U16(0), .. U32(0),
                .. U32(header >= narrow ? uint.MaxValue : (uint)header), .. name, .. wide,
            ]);
        }

        long end = stream.Position, size = end - begin, count = _members.Count;
        bool isWide = begin >= narrow || size >= narrow || count >= ushort.MaxValue;
        if (isWide)
            stream.Write([
                .. U32(0x06064B50), .. U64(44), .. U16(Version), .. U16(Version), .. U32(0), .. U32(0), .. U64(count), .. U64(count), .. U64(size), .. U64(begin),
                .. U32(0x07064B50), .. U32(0), .. U64(end), .. U32(1),
            ]);
        int narrowCount = isWide ? ushort.MaxValue : (int)count;
        stream.Write([.. U32(0x06054B50), .. U16(0), .. U16(0), .. U16(narrowCount), .. U16(narrowCount), .. U32(isWide ? uint.MaxValue : (uint)size), .. U32(isWide ? uint.MaxValue : (uint)begin), .. U16(0)]);
    }

    /// <summary>What a member's header and its entry in the directory share: flags, method, time, date, checksum and both lengths.</summary>
    private static byte[] Common(uint checksum, long length, bool isWide)
    {
        byte[] stored = U32(isWide ? uint.MaxValue : (uint)length);
        return [.. U16(Utf8Flag), .. U16(0), .. U16(0), .. U16(FirstDay), .. U32(checksum), .. stored, .. stored];
    }

    private static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] U32(uint value)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] U64(long value)
    {
        byte[] bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
