using System.Buffers.Binary;

namespace ConvLens.Files.Hdf5.Filters;

/// <summary>A checksum behind the data: Fletcher's, over big-endian words.</summary>
internal static class Fletcher32
{
    private const int Size = sizeof(uint);

    /// <summary>Checks and takes off the checksum.</summary>
    public static byte[] Undo(string path, byte[] stored)
    {
        if (stored.Length < Size) throw new FileFormatException(path, $"a checksum takes {Size} bytes", $"{stored.Length}");
        byte[] bytes = stored[..^Size];
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(stored.AsSpan(bytes.Length)), found = Of(bytes);
        return expected == found ? bytes : throw new FileFormatException(path, $"a chunk must have the checksum {expected:X8}", $"{found:X8}");
    }

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        ulong low = 0, high = 0;
        for (int at = 0; at < bytes.Length; at += 2)
        {
            low = (low + ((uint)bytes[at] << 8) + (at + 1 < bytes.Length ? bytes[at + 1] : 0u)) % 65535;
            high = (high + low) % 65535;
        }

        // The field's routine folds carries instead of dividing: it leaves 65535 where a sum is a multiple of it, but not zero.
        return ((uint)Fold(high, bytes) << 16) | (uint)Fold(low, bytes);
    }

    private static ulong Fold(ulong sum, ReadOnlySpan<byte> bytes) => sum == 0 && bytes.ContainsAnyExcept((byte)0) ? 65535 : sum;
}
