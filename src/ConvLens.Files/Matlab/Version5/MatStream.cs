using System.Buffers;
using System.Buffers.Binary;
using ConvLens.Files.Elements;

namespace ConvLens.Files.Matlab.Version5;

/// <summary>Reads data elements front to back; none reaches over the end of the one around it.</summary>
/// <param name="stream">The file, or what a compressed element inflates to.</param>
/// <param name="path">The file, for sentences.</param>
/// <param name="bigEndian">Whether the highest byte of a number comes first.</param>
/// <param name="length">How many bytes there may be at most.</param>
internal sealed class MatStream(Stream stream, string path, bool bigEndian, long length)
{
    private const int PieceBytes = 1 << 16;
    private long _position, _end = length;

    public long Remaining => _end - _position;

    public string Path => path;

    public bool BigEndian => bigEndian;

    /// <summary>Reads the next tag: a kind and how many bytes follow; short elements lie in the tag itself.</summary>
    public (MatType Type, long Bytes, bool IsShort) Tag()
    {
        uint first = UInt32();
        return first >> 16 == 0 ? ((MatType)first, UInt32(), false)
            : first >> 16 <= 4 ? ((MatType)(first & 0xFFFF), first >> 16, true)
            : throw Fault("an element in a tag has at most 4 bytes", $"{first >> 16}");
    }

    /// <summary>Confines reading to the next bytes, and returns what <see cref="Leave"/> needs.</summary>
    public long Enter(long bytes)
    {
        Require(bytes);
        long outer = _end;
        _end = _position + bytes;
        return outer;
    }

    /// <summary>Passes over what is left of an element.</summary>
    public void Leave(long outer)
    {
        Skip(Remaining);
        _end = outer;
    }

    /// <summary>Reads a small element of whole numbers.</summary>
    public int[] Integers(string what)
    {
        (MatType type, long bytes, bool isShort) = Tag();
        if (type is not (MatType.Int32 or MatType.UInt32) || bytes > 4 * 64) throw Fault($"{what} must be up to 64 numbers of 32 bits", $"{bytes} bytes of type {(int)type}");
        Require(bytes);
        int[] values = new int[bytes / 4];
        for (int i = 0; i < values.Length; i++) values[i] = (int)UInt32();
        Pad(bytes, isShort);
        return values;
    }

    /// <summary>Reads a small element of bytes.</summary>
    public byte[] Bytes(string what, int most)
    {
        (_, long count, bool isShort) = Tag();
        if (count > most) throw Fault($"{what} may have at most {most} bytes", $"{count}");
        byte[] bytes = new byte[count];
        Fill(bytes);
        Pad(count, isShort);
        return bytes;
    }

    /// <summary>Reads an element of numbers into a tensor of as many.</summary>
    public void Numbers(MatType type, long bytes, bool isShort, int count, ColumnMajorTensor target)
    {
        ElementType number = NumberOf(type) ?? throw Fault("numbers must be of type 1 to 7, 9, 12 or 13", $"{(int)type}");
        if (bytes != (long)count * number.Size) throw Fault($"{count} numbers of type {number.Name} take {(long)count * number.Size} bytes", $"{bytes}");
        Require(bytes);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        float[] values = new float[Math.Min(count, PieceBytes / number.Size)];
        for (int left = count; left > 0;)
        {
            int next = Math.Min(left, values.Length);
            Span<byte> part = piece.AsSpan(0, next * number.Size);
            Fill(part);
            if (bigEndian == BitConverter.IsLittleEndian)
                for (int at = 0; at < part.Length; at += number.Size) part.Slice(at, number.Size).Reverse();
            number.Decode(part, values.AsSpan(0, next));
            target.Add(values.AsSpan(0, next));
            left -= next;
        }

        ArrayPool<byte>.Shared.Return(piece);
        Pad(bytes, isShort);
    }

    public uint UInt32()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Fill(bytes);
        return bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>The next bytes as they are.</summary>
    public byte[] Raw(long count)
    {
        Require(count);
        byte[] bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    public void Require(long bytes)
    {
        if (bytes > Remaining) throw Fault($"an element takes {bytes} bytes", $"{Remaining}");
    }

    public FileFormatException Fault(string expected, string found) => new(path, expected, found);

    /// <summary>How a kind of numbers is stored, or null where it is none.</summary>
    private static ElementType? NumberOf(MatType type) => type switch
    {
        MatType.Int8 => ElementType.Int8,
        MatType.UInt8 => ElementType.UInt8,
        MatType.Int16 => ElementType.Int16,
        MatType.UInt16 => ElementType.UInt16,
        MatType.Int32 => ElementType.Int32,
        MatType.UInt32 => ElementType.UInt32,
        MatType.Single => ElementType.Float32,
        MatType.Double => ElementType.Float64,
        MatType.Int64 => ElementType.Int64,
        MatType.UInt64 => ElementType.UInt64,
        _ => null,
    };

    private void Fill(Span<byte> bytes)
    {
        Require(bytes.Length);
        int found = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (found < bytes.Length) throw Fault($"an element goes on for {bytes.Length} bytes", $"{found}");
        _position += found;
    }

    // Elements end at multiples of 8 bytes; the last one's padding may be missing.
    private void Pad(long bytes, bool isShort) => Skip(Math.Min(isShort ? 4 - bytes : -bytes & 7, Remaining));

    private void Skip(long count)
    {
        byte[] rest = ArrayPool<byte>.Shared.Rent((int)Math.Min(count, PieceBytes));
        for (long left = count; left > 0; left -= Math.Min(left, rest.Length)) Fill(rest.AsSpan(0, (int)Math.Min(left, rest.Length)));
        ArrayPool<byte>.Shared.Return(rest);
    }
}
