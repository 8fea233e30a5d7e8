namespace ConvLens.Imaging.Codecs;

/// <summary>The check sum of PNG chunks: polynomial 0xEDB88320, bits reflected, start and end inverted [png2003].</summary>
internal static class Crc32
{
    /// <summary>The state before the first byte; the sum is the inverted state after the last.</summary>
    public const uint Start = ~0u;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => OfByte((uint)value))];

    public static uint Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => ~Continue(Continue(Start, first), second);

    public static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes) crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return crc;
    }

    private static uint OfByte(uint value)
    {
        for (int bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
        return value;
    }
}
