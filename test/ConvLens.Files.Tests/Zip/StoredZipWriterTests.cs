using System.IO.Compression;
using ConvLens.Files.Zip;

namespace ConvLens.Files.Tests.Zip;

public sealed class StoredZipWriterTests
{
    [Fact]
    public void The_checksum_is_CRC_32()
    {
        Crc32 known = new();
        known.Add("123456789"u8);
        Assert.Equal(0xCBF43926u, known.Value);
        byte[] bytes = [.. Enumerable.Range(0, 61).Select(i => (byte)(i * i * 7))];
        Crc32 whole = new(), parts = new();
        whole.Add(bytes);
        foreach (int cut in (int[])[0, 3, 11, 20]) parts.Add(bytes.AsSpan(cut, (cut switch { 0 => 3, 3 => 11, 11 => 20, _ => 61 }) - cut));
        Assert.Equal(whole.Value, parts.Value);
        Assert.Equal(Slowly(bytes), whole.Value);
    }

    /// <summary>With a low limit an archive is as one beyond 4 GiB: both readers follow the wide numbers.</summary>
    [Theory]
    [InlineData(uint.MaxValue, false), InlineData(200, true), InlineData(1, true)]
    public void Members_are_stored_at_multiples_of_64_bytes(long narrow, bool wide)
    {
        byte[][] contents = [.. Enumerable.Range(0, 5).Select(i => (byte[])[.. Enumerable.Range(0, i * 67).Select(j => (byte)(i + j))])];
        using MemoryStream stream = new();
        StoredZipWriter writer = new(stream, narrow);
        for (int i = 0; i < contents.Length; i++) writer.Add(NameOf(i), contents[i].Length, data => data.Write(contents[i]));
        writer.Finish();
        Assert.Equal(wide, stream.ToArray().AsSpan().IndexOf("PK\u0006\u0006"u8) > 0);

        ZipDirectory directory = ZipDirectory.Read(stream, "x.zip");
        Assert.Equal([.. Enumerable.Range(0, 5).Select(NameOf)], directory.Members.Keys);
        Assert.All(directory.Members.Values, member => Assert.Equal((0L, false), (member.Begin % 64, member.Deflated)));
        Assert.All(contents.Zip(directory.Members.Values), pair => Assert.Equal(pair.First, Bytes(pair.Second.Open(stream))));

        stream.Position = 0;
        using ZipArchive other = new(stream, ZipArchiveMode.Read);
        Assert.All(contents.Zip(other.Entries), pair =>
        {
            Assert.Equal(pair.First, Bytes(pair.Second.Open()));
            Assert.Equal(Slowly(pair.First), pair.Second.Crc32);
        });
    }

    private static string NameOf(int i) => $"folder/ü{new string('x', i * 9)}";

    private static byte[] Bytes(Stream stream)
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Bit by bit, from the polynomial's definition.</summary>
    private static uint Slowly(byte[] bytes)
    {
        uint state = ~0u;
        foreach (byte value in bytes)
            for (int bit = 0; bit < 8; bit++)
                state = (state >> 1) ^ ((((state ^ (uint)(value >> bit)) & 1) != 0) ? 0xEDB88320 : 0);
        return ~state;
    }
}
