using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Tests.Codecs;

/// <summary>A PNG read by the letter of the standard and nothing of the writer's: checks bit by bit, every filter undone with whole integers.</summary>
internal sealed record PngDecoder(Raster Raster, int ColourType, IReadOnlyList<(string Type, byte[] Data)> Chunks, IReadOnlySet<int> Filters)
{
    public static PngDecoder Read(byte[] file)
    {
        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        List<(string Type, byte[] Data)> chunks = [];
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }

        Assert.Equal("IHDR", chunks[0].Type);
        Assert.Equal(("IEND", 0), (chunks[^1].Type, chunks[^1].Data.Length));
        byte[] header = chunks[0].Data;
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)), step = header[9] == 0 ? 1 : 3;
        Assert.Equal([8, header[9], 0, 0, 0], header[8..]);
        Assert.Contains((int)header[9], new[] { 0, 2 });

        using MemoryStream raw = new();
        using (ZLibStream inflate = new(new MemoryStream([.. chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Data)]), CompressionMode.Decompress)) inflate.CopyTo(raw);
        byte[] rows = raw.ToArray();
        Assert.Equal(height * ((width * step) + 1), rows.Length);
        Raster raster = new(width, height);
        HashSet<int> filters = [];
        int[] above = new int[width * step];
        for (int y = 0; y < height; y++)
        {
            int start = y * ((width * step) + 1), filter = rows[start];
            filters.Add(filter);
            int[] row = new int[above.Length];
            for (int i = 0; i < row.Length; i++)
            {
                int a = i >= step ? row[i - step] : 0, b = above[i], c = i >= step ? above[i - step] : 0;
                row[i] = (rows[start + 1 + i] + Guess(filter, a, b, c)) % 256;
            }

            for (int x = 0; x < width; x++) raster[x, y] = new((byte)row[x * step], (byte)row[(x * step) + (step / 2)], (byte)row[(x * step) + step - 1]);
            above = row;
        }

        return new(raster, header[9], chunks, filters);
    }

    private static int Guess(int filter, int a, int b, int c) => filter switch
    {
        0 => 0,
        1 => a,
        2 => b,
        3 => (a + b) / 2,
        4 => new[] { a, b, c }.MinBy(candidate => Math.Abs(a + b - c - candidate)),
        _ => throw new InvalidDataException($"filter {filter}"),
    };

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte value in bytes)
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((((crc ^ (uint)(value >> bit)) & 1) != 0) ? 0xEDB88320 : 0);
        return ~crc;
    }
}
