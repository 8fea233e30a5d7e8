using ConvLens.Compute.Random;
using ConvLens.Data.Mnist;
using ConvLens.Files;

namespace ConvLens.Data.Tests.Mnist;

public sealed class IdxFileTests
{
    private static readonly byte[] GoodImages = IdxBytes.Images(2, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Pictures_are_read_plain_or_compressed(bool compressed)
    {
        IdxImages images = ReadImages(compressed ? IdxBytes.Gzip(GoodImages) : GoodImages);
        Assert.Equal((2, 2, 3), (images.Count, images.Rows, images.Columns));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255], images.Pixels);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Labels_are_read_plain_or_compressed(bool compressed)
    {
        byte[] plain = IdxBytes.Labels(7, 2, 1);
        Assert.Equal([7, 2, 1], ReadLabels(compressed ? IdxBytes.Gzip(plain) : plain));
    }

    [Theory]
    [InlineData(11, "found 11"), InlineData(0, "found 0"), InlineData(13, "found more"), InlineData(100_000, "found more")]
    public void Fewer_or_more_pixels_than_announced_are_refused(int length, string found)
    {
        byte[] plain = IdxBytes.Images(2, 2, 3, new byte[length]);
        foreach (byte[] bytes in new[] { plain, IdxBytes.Gzip(plain) })
            Assert.Equal($"f: the header says 2×2×3 bytes (12), {found}", Refusal(() => ReadImages(bytes)));
    }

    [Fact]
    public void Labels_are_not_pictures_and_pictures_not_labels()
    {
        Assert.Equal("f: a file of pictures begins with 00000803, found 00000801", Refusal(() => ReadImages(IdxBytes.Labels(new byte[20]))));
        Assert.Equal("f: a file of labels begins with 00000801, found 00000803", Refusal(() => ReadLabels(GoodImages)));
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(15)]
    public void A_header_cut_short_is_refused(int length)
    {
        Assert.Equal($"f: the header takes 16 bytes, found {length}", Refusal(() => ReadImages(GoodImages[..length])));
        Assert.Equal($"f: the header takes 16 bytes, found {length}", Refusal(() => ReadImages(IdxBytes.Gzip(GoodImages[..length]))));
    }

    [Theory]
    [InlineData(0, 28, 28, "the number of items must be 1 to 1000000, found 0")]
    [InlineData(1_000_001, 28, 28, "the number of items must be 1 to 1000000, found 1000001")]
    [InlineData(4_294_967_295, 28, 28, "the number of items must be 1 to 1000000, found 4294967295")]
    [InlineData(1, 0, 28, "the number of rows must be 1 to 1024, found 0")]
    [InlineData(1, 1025, 28, "the number of rows must be 1 to 1024, found 1025")]
    [InlineData(1, 28, 2_147_483_648, "the number of columns must be 1 to 1024, found 2147483648")]
    [InlineData(1_000_000, 1024, 1024, "the items may take at most 1073741824 bytes, found 1048576000000")]
    public void Every_field_of_the_header_has_its_limits(uint count, uint rows, uint columns, string sentence) =>
        Assert.Equal($"f: {sentence}", Refusal(() => ReadImages(IdxBytes.Of(0x803, [count, rows, columns], new byte[784]))));

    [Fact]
    public void An_announced_gigabyte_that_is_not_there_takes_no_memory()
    {
        byte[] bytes = IdxBytes.Gzip(IdxBytes.Of(0x803, [1024, 1024, 1024], new byte[100]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("f: the header says 1024×1024×1024 bytes (1073741824), found 100", Refusal(() => ReadImages(bytes)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_gzip_bomb_is_left_one_byte_behind_what_the_header_announces()
    {
        byte[] bomb = IdxBytes.Gzip(IdxBytes.Images(1, 28, 28, new byte[64 << 20]));
        using CountingStream stream = new(bomb);
        Assert.Equal("f: the header says 1×28×28 bytes (784), found more", Refusal(() => IdxFile.ReadImages(() => stream, "f")));
        Assert.InRange(bomb.Length, 200_000, int.MaxValue);
        // One buffer of compressed bytes is enough to know.
        Assert.InRange(stream.BytesRead, 1, 64 << 10);
    }

    [Fact]
    public void Damaged_and_truncated_gzip_streams_are_refused()
    {
        byte[] gzip = IdxBytes.Gzip(GoodImages);
        foreach (int cut in Enumerable.Range(1, gzip.Length - 3))
            Assert.StartsWith("f: ", Refusal(() => ReadImages(gzip[..^cut])), StringComparison.Ordinal);
        byte[] wrongSum = [.. gzip];
        wrongSum[^8] ^= 1;
        Assert.Equal("f: a whole gzip stream is needed, found a damaged one", Refusal(() => ReadImages(wrongSum)));
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Damaged_copies_are_read_or_refused_and_nothing_else(bool compressed)
    {
        byte[] good = compressed ? IdxBytes.Gzip(GoodImages) : GoodImages;
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            RandomStream random = new(20, $"idx/{compressed}/{i}");
            List<byte> bytes = [.. good];
            int at = random.NextInt32(bytes.Count);
            switch (random.NextInt32(4))
            {
                case 0: bytes.RemoveRange(at, bytes.Count - at); break;
                case 1: bytes[at] ^= (byte)(1 << random.NextInt32(8)); break;
                case 2: bytes[at] = (byte)random.NextInt32(256); break;
                default: bytes.Insert(at, (byte)random.NextInt32(256)); break;
            }

            try
            {
                ReadImages([.. bytes]);
            }
            catch (FileFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 1999);
    }

    private static IdxImages ReadImages(byte[] bytes) => IdxFile.ReadImages(() => new MemoryStream(bytes), "f");

    private static byte[] ReadLabels(byte[] bytes) => IdxFile.ReadLabels(() => new MemoryStream(bytes), "f");

    private static string Refusal(Func<object> read) => Assert.Throws<FileFormatException>(read).Message;

    private sealed class CountingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public long BytesRead { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int got = base.Read(buffer, offset, count);
            BytesRead += got;
            return got;
        }

        public override int Read(Span<byte> buffer)
        {
            int got = base.Read(buffer);
            BytesRead += got;
            return got;
        }
    }
}
