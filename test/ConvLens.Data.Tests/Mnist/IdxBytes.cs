using System.Buffers.Binary;
using System.IO.Compression;

namespace ConvLens.Data.Tests.Mnist;

/// <summary>IDX files put together by hand from the format's own rules.</summary>
internal static class IdxBytes
{
    public static byte[] Of(uint magic, uint[] extents, byte[] data)
    {
        byte[] header = new byte[4 + (4 * extents.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (int axis = 0; axis < extents.Length; axis++) BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + (4 * axis)), extents[axis]);
        return [.. header, .. data];
    }

    public static byte[] Images(int count, int rows, int columns, byte[] pixels) => Of(0x803, [(uint)count, (uint)rows, (uint)columns], pixels);

    public static byte[] Labels(params byte[] labels) => Of(0x801, [(uint)labels.Length], labels);

    public static byte[] Gzip(byte[] plain)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Fastest)) gzip.Write(plain);
        return stream.ToArray();
    }

    /// <summary>Writes four files of digits, as small as can be: <paramref name="train"/> and <paramref name="test"/> pictures.</summary>
    public static void WriteQuartet(string folder, int train, int test, bool compressed)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, int count) in new[] { ("train", train), ("t10k", test) })
        {
            byte[] pixels = [.. Enumerable.Range(0, count * 784).Select(i => (byte)(i % 256))];
            Write(folder, $"{name}-images-idx3-ubyte", Images(count, 28, 28, pixels), compressed);
            Write(folder, $"{name}-labels-idx1-ubyte", Labels([.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]), compressed);
        }
    }

    private static void Write(string folder, string name, byte[] plain, bool compressed) =>
        File.WriteAllBytes(Path.Combine(folder, compressed ? $"{name}.gz" : name), compressed ? Gzip(plain) : plain);
}
