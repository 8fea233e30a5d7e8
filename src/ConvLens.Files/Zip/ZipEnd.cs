using System.Buffers.Binary;

namespace ConvLens.Files.Zip;

/// <summary>Where an archive's directory lies, as the record at the archive's end says.</summary>
internal readonly record struct ZipEnd(long Members, long Length, long Begin)
{
    private const uint Signature = 0x06054B50, Zip64Signature = 0x06064B50, LocatorSignature = 0x07064B50;
    private const int RecordLength = 22, LocatorLength = 20, Zip64Length = 56, MaxComment = ushort.MaxValue;

    public static ZipEnd Find(Stream archive, string path)
    {
        int length = (int)Math.Min(archive.Length, RecordLength + MaxComment + LocatorLength);
        byte[] tail = BytesAt(archive, path, archive.Length - length, length);
        for (int at = length - RecordLength; at >= 0; at--)
        {
            ReadOnlySpan<byte> record = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(record) == Signature && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == record.Length - RecordLength)
                return Zip64(archive, path, tail.AsSpan(0, at)) ?? new(
                    BinaryPrimitives.ReadUInt16LittleEndian(record[10..]), BinaryPrimitives.ReadUInt32LittleEndian(record[12..]), BinaryPrimitives.ReadUInt32LittleEndian(record[16..]));
        }

        throw new FileFormatException(path, "a zip archive ends with its directory", "no directory, as in a file that was cut short");
    }

    /// <summary>The wide record, where a locator stands right before the narrow one.</summary>
    private static ZipEnd? Zip64(Stream archive, string path, ReadOnlySpan<byte> before)
    {
        if (before.Length < LocatorLength || BinaryPrimitives.ReadUInt32LittleEndian(before[^LocatorLength..]) != LocatorSignature) return null;
        long begin = BinaryPrimitives.ReadInt64LittleEndian(before[^(LocatorLength - 8)..]);
        if (begin < 0 || begin > archive.Length - Zip64Length) throw new FileFormatException(path, $"the zip64 record must lie in the file's {archive.Length} bytes", $"byte {begin}");
        ReadOnlySpan<byte> record = BytesAt(archive, path, begin, Zip64Length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(record) != Zip64Signature) throw new FileFormatException(path, "the zip64 record begins with 50 4B 06 06", Convert.ToHexString(record[..4]));
        return new(BinaryPrimitives.ReadInt64LittleEndian(record[32..]), BinaryPrimitives.ReadInt64LittleEndian(record[40..]), BinaryPrimitives.ReadInt64LittleEndian(record[48..]));
    }

    private static byte[] BytesAt(Stream archive, string path, long begin, int length) =>
        new ExactReader(new StreamSlice(archive, begin, length), path).Take(length, "the archive's end");
}
