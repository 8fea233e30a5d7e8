using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ConvLens.Files.Tests.Matlab;

/// <summary>MAT files of version 5 put together from the format's own rules.</summary>
internal sealed class MatBytes(bool bigEndian)
{
    public byte[] File(params byte[][] elements) =>
        [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file".PadRight(124)), .. U16(0x0100), .. bigEndian ? "MI"u8 : "IM"u8, .. elements.SelectMany(element => element)];

    public byte[] Numbers(string name, int matClass, int type, int[] extents, double[] real, double[]? imaginary = null, int flags = 0) =>
        Matrix(name, matClass, flags | (imaginary is null ? 0 : 8), extents, [.. Element(type, Data(type, real)), .. imaginary is null ? [] : Element(type, Data(type, imaginary))]);

    public byte[] Matrix(string name, int matClass, int flags, int[] extents, byte[] body)
    {
        byte[] content =
        [
            .. Element(6, [.. U32(matClass | (flags << 8)), .. U32(0)]), .. Element(5, [.. extents.SelectMany(U32)]), .. Element(1, Encoding.ASCII.GetBytes(name)), .. body,
        ];
        return [.. U32(14), .. U32(content.Length), .. content];
    }

    public byte[] Fields(params string[] names) => [.. Element(5, U32(8)), .. Element(1, [.. names.SelectMany(name => Encoding.ASCII.GetBytes(name.PadRight(8, '\0')))])];

    public byte[] Compressed(byte[] element)
    {
        using MemoryStream stream = new();
        using (ZLibStream zlib = new(stream, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(element);
        return [.. U32(15), .. U32((int)stream.Length), .. stream.ToArray()];
    }

    private byte[] Element(int type, byte[] data) => data.Length is > 0 and <= 4
        ? [.. U32((data.Length << 16) | type), .. data, .. new byte[4 - data.Length]]
        : [.. U32(type), .. U32(data.Length), .. data, .. new byte[-data.Length & 7]];

    private byte[] Data(int type, double[] values) => [.. values.SelectMany(value => type switch
    {
        2 => [(byte)value],
        3 => U16((short)value),
        7 => U32(BitConverter.SingleToInt32Bits((float)value)),
        _ => U64(BitConverter.DoubleToInt64Bits(value)),
    })];

    private byte[] U16(int value)
    {
        byte[] bytes = new byte[2];
        if (bigEndian) BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value);
        else BinaryPrimitives.WriteInt16LittleEndian(bytes, (short)value);
        return bytes;
    }

    private byte[] U32(int value)
    {
        byte[] bytes = new byte[4];
        if (bigEndian) BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        else BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private byte[] U64(long value)
    {
        byte[] bytes = new byte[8];
        if (bigEndian) BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        else BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
