using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ConvLens.Imaging.Codecs;

namespace ConvLens.Imaging.Tests.Codecs;

/// <summary>Builds PNG files chunk by chunk, good and bad ones.</summary>
internal static class PngFile
{
    private static readonly (int X, int Y, int Dx, int Dy)[] Adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static readonly byte[] Signature = [137, 80, 78, 71, 13, 10, 26, 10];

    public static byte[] Chunk(string type, params byte[] data)
    {
        byte[] name = Encoding.ASCII.GetBytes(type);
        return [.. Word((uint)data.Length), .. name, .. data, .. Word(Crc32.Of(name, data))];
    }

    public static byte[] Header(int width, int height, int depth, int colour, bool interlaced = false) => Chunk("IHDR", [.. Word((uint)width), .. Word((uint)height), (byte)depth, (byte)colour, 0, 0, (byte)(interlaced ? 1 : 0)]);

    public static byte[] Deflate(byte[] raw)
    {
        using MemoryStream stream = new();
        using (ZLibStream deflate = new(stream, CompressionLevel.Optimal)) deflate.Write(raw);
        return stream.ToArray();
    }

    /// <summary>A file whose sample (x, y, channel) is given by a function; rows take the filters 0 to 4 in turn.</summary>
    public static byte[] Of(int width, int height, int depth, int colour, bool interlaced, Func<int, int, int, int> sample, params byte[][] before)
    {
        int channels = colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 }, step = Math.Max(1, channels * depth / 8), filter = 0;
        List<byte> raw = [];
        foreach ((int left, int top, int dx, int dy) in interlaced ? Adam7 : [(0, 0, 1, 1)])
        {
            byte[] above = new byte[((width * channels * depth) + 7) / 8];
            for (int y = top; y < height && left < width; y += dy)
            {
                List<int> bits = [];
                for (int x = left; x < width; x += dx)
                    for (int c = 0; c < channels; c++)
                        for (int bit = depth - 1; bit >= 0; bit--) bits.Add((sample(x, y, c) >> bit) & 1);
                byte[] row = [.. bits.Chunk(8).Select(eight => (byte)eight.Select((bit, i) => bit << (7 - i)).Sum())];
                raw.Add((byte)(filter % 5));
                for (int i = 0; i < row.Length; i++)
                {
                    int a = i >= step ? row[i - step] : 0, b = above[i], corner = i >= step ? above[i - step] : 0;
                    int guess = (filter % 5) switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, _ => new[] { a, b, corner }.MinBy(candidate => Math.Abs(a + b - corner - candidate)) };
                    raw.Add((byte)(row[i] - guess));
                }

                filter++;
                above = [.. row, .. new byte[above.Length]];
            }
        }

        byte[] data = Deflate([.. raw]);
        return [.. Signature, .. Header(width, height, depth, colour, interlaced), .. before.SelectMany(chunk => chunk), .. Chunk("IDAT", data[..(data.Length / 2)]), .. Chunk("IDAT"), .. Chunk("IDAT", data[(data.Length / 2)..]), .. Chunk("tEXt", 65, 0, 66), .. Chunk("IEND")];
    }

    private static byte[] Word(uint value)
    {
        byte[] word = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(word, value);
        return word;
    }
}
