using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Rasters;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Imaging.Tests.Codecs;

public class PngReaderTests
{
    private static readonly byte[] Palette = PngFile.Chunk("PLTE", 10, 20, 30, 250, 240, 230, 0, 255, 0, 7, 7, 7);

    public static TheoryData<int, int, bool, int, int> Forms()
    {
        TheoryData<int, int, bool, int, int> forms = [];
        foreach (bool interlaced in (bool[])[false, true])
            foreach ((int width, int height) in ((int, int)[])[(1, 1), (2, 5), (9, 3), (13, 17)])
                foreach ((int depth, int colour) in ((int, int)[])[(1, 0), (2, 0), (4, 0), (8, 0), (16, 0), (8, 2), (16, 2), (8, 4), (16, 4), (8, 6), (16, 6)]) forms.Add(depth, colour, interlaced, width, height);
        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_colour_type_and_depth_is_read(int depth, int colour, bool interlaced, int width, int height)
    {
        int max = (1 << depth) - 1;
        int Sample(int x, int y, int c) => ((x * 7919) + (y * 104729) + (c * 1299709) + 12345) * 31 % (max + 1);
        Raster raster = Read(PngFile.Of(width, height, depth, colour, interlaced, Sample));
        Assert.Equal((width, height), (raster.Width, raster.Height));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double alpha = colour switch { 4 => Sample(x, y, 1) / (double)max, 6 => Sample(x, y, 3) / (double)max, _ => 1 };
                byte Level(int c) => (byte)Math.Floor((255 * ((Sample(x, y, colour is 2 or 6 ? c : 0) / (double)max * alpha) + 1 - alpha)) + 0.5 + 1e-9);
                Assert.Equal(new(Level(0), Level(1), Level(2)), raster[x, y]);
            }
        }
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(4, true)]
    [InlineData(8, false)]
    public void Palettes_and_their_alpha_are_read(int depth, bool interlaced)
    {
        Raster raster = Read(PngFile.Of(11, 6, depth, 3, interlaced, (x, y, _) => (x + (3 * y)) % 4, Palette, PngFile.Chunk("tRNS", 255, 0, 51)));
        Rgb[] expected = [new(10, 20, 30), Rgb.White, new(204, 255, 204), new(7, 7, 7)];
        for (int y = 0; y < 6; y++) for (int x = 0; x < 11; x++) Assert.Equal(expected[(x + (3 * y)) % 4], raster[x, y]);
    }

    [Fact]
    public void One_transparent_colour_is_white()
    {
        Raster grey = Read(PngFile.Of(4, 1, 16, 0, false, (x, _, _) => 0x1200 + x, PngFile.Chunk("tRNS", 0x12, 2)));
        Assert.Equal([Rgb.Grey(18), Rgb.Grey(18), Rgb.White, Rgb.Grey(18)], Enumerable.Range(0, 4).Select(x => grey[x, 0]));
        Raster colour = Read(PngFile.Of(3, 1, 8, 2, false, (x, _, c) => x + c, PngFile.Chunk("tRNS", 0, 1, 0, 2, 0, 3)));
        Assert.Equal([new(0, 1, 2), Rgb.White, new(2, 3, 4)], Enumerable.Range(0, 3).Select(x => colour[x, 0]));
    }

    [Fact]
    public void What_the_writer_wrote_comes_back()
    {
        Raster raster = new(33, 21);
        for (int y = 0; y < 21; y++) for (int x = 0; x < 33; x++) raster[x, y] = new((byte)(x * y), (byte)(x * 7), (byte)(255 - y));
        Raster read = Read(PngWriter.Encode(raster, [new("Title", "naïve")]));
        for (int y = 0; y < 21; y++) Assert.Equal(raster.Row(y).ToArray(), read.Row(y).ToArray());
    }

    [Fact]
    public void Damage_is_refused_in_one_sentence()
    {
        byte[] good = PngFile.Of(5, 4, 8, 2, false, (x, y, c) => x + y + c), raw = new byte[4 * 16];
        string Refusal(params byte[][] parts) => Assert.Throws<PictureFormatException>(() => Read([.. parts.SelectMany(part => part)])).Message;
        byte[] start = [.. PngFile.Signature, .. PngFile.Header(5, 4, 8, 2)], data = PngFile.Chunk("IDAT", PngFile.Deflate(raw)), end = PngFile.Chunk("IEND");
        Assert.Equal("a PNG begins with the bytes 89504E470D0A1A0A, found 89504E470A1A0A00", Refusal([137, 80, 78, 71, 10, 26, 10, 0]));
        Assert.Equal("the first chunk of a PNG is IHDR, found IDAT", Refusal(PngFile.Signature, data));
        Assert.Equal("a PNG has a colour type of 0, 2, 3, 4 or 6 and a bit depth that goes with it, found type 2 with 4 bits", Refusal(PngFile.Signature, PngFile.Header(5, 4, 4, 2)));
        Assert.Equal("a picture has at least 1×1 pixels, found 0×4", Refusal(PngFile.Signature, PngFile.Header(0, 4, 8, 2)));
        Assert.Equal("a palette of a PNG has 1 to 256 colours of 3 bytes, found none", Refusal(PngFile.Signature, PngFile.Header(5, 4, 8, 3), data, end));
        Assert.Equal("the data of the PNG inflates to 64 bytes, found its end in row 3", Refusal(start, PngFile.Chunk("IDAT", PngFile.Deflate(raw[..^1])), end));
        Assert.Equal("the data of the PNG inflates to 64 bytes, found more", Refusal(start, PngFile.Chunk("IDAT", PngFile.Deflate([.. raw, 0])), end));
        Assert.Equal("a row of a PNG is filtered by 0 to 4, found 5", Refusal(start, PngFile.Chunk("IDAT", PngFile.Deflate([5, .. raw[1..]])), end));
        Assert.Equal("the data of the PNG is a zlib stream, found a damaged one", Refusal(start, PngFile.Chunk("IDAT", 1, 2, 3, 4), end));
        Assert.Equal("chunk IDAT of the PNG follows its header, found chunk IEND", Refusal(start, end));
        Assert.Equal("the data of a PNG lies together and only notes follow, found chunk IDAT", Refusal(start, data, PngFile.Chunk("tEXt", 65, 0), data, end));
        Assert.Equal("a PNG ends with chunk IEND, found the end of the file", Refusal(start, data));
        Assert.StartsWith("chunk IDAT of the PNG has ", Refusal(start, data[..^5]));
        good[32] ^= 1;
        Assert.Matches("^chunk IHDR of the PNG adds up to [0-9a-f]{8}, found the check sum [0-9a-f]{8}$", Refusal(good));
    }

    [Theory]
    [InlineData(100_000, 100_000, "a picture may have 268435456 samples at most, found 100000×100000 pixels of 3")]
    [InlineData(16_000, 5_000, "16000×5000 pixels are 240005000 bytes, compressed 1032-fold at most, found a file of 61 bytes")]
    public void A_bomb_is_refused_before_memory_is_taken(int width, int height, string sentence)
    {
        byte[] bomb = [.. PngFile.Signature, .. PngFile.Header(width, height, 8, 2), .. PngFile.Chunk("IDAT", [.. PngFile.Deflate([]), .. new byte[4]]), .. PngFile.Chunk("IEND")];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(sentence, Assert.Throws<PictureFormatException>(() => Read(bomb)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damaged_copies_are_refused_or_read(bool checkSums)
    {
        byte[] palette = PngFile.Of(19, 14, 4, 3, true, (x, y, _) => (x + y) % 4, Palette, PngFile.Chunk("tRNS", 255, 0, 51)), deep = PngFile.Of(7, 9, 16, 6, false, (x, y, c) => (x * 4001) + (y * 777) + c);
        int refused = MutationFuzzer.Run<PictureFormatException>(palette, $"png-palette-{checkSums}", stream => PngReader.Read(stream, checkSums))
            + MutationFuzzer.Run<PictureFormatException>(deep, $"png-deep-{checkSums}", stream => PngReader.Read(stream, checkSums));
        Assert.InRange(refused, MutationFuzzer.Count / 2, 2 * MutationFuzzer.Count);
    }

    private static Raster Read(byte[] file)
    {
        using MemoryStream stream = new(file);
        return PngReader.Read(stream);
    }
}
