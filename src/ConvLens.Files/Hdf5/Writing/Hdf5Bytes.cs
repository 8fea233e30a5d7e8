using System.Buffers.Binary;

namespace ConvLens.Files.Hdf5.Writing;

/// <summary>Little-endian numbers, and bytes filled up to multiples of eight, as HDF5 keeps them.</summary>
internal static class Hdf5Bytes
{
    /// <summary>The address of what is not there.</summary>
    public const ulong Nowhere = ulong.MaxValue;

    public static byte[] U16(int value) => [(byte)value, (byte)(value >> 8)];

    public static byte[] U32(int value)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] U64(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Padded(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 7]];
}
