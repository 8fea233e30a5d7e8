using System.Buffers.Binary;
using ConvLens.Imaging.Codecs;
using ConvLens.Imaging.Rasters;
using ConvLens.Testing.Fuzzing;

namespace ConvLens.Imaging.Tests.Codecs;

public class BmpReaderTests
{
    [Theory]
    [InlineData(24, 3)]
    [InlineData(24, -3)]
    [InlineData(32, 2)]
    [InlineData(32, -5)]
    public void Colours_are_read_from_both_ends(int bits, int height)
    {
        Raster raster = Read(File(bits, 3, height, (x, line) => [(byte)(x + line), 100, (byte)(200 + x), 9]));
        Assert.Equal((3, Math.Abs(height)), (raster.Width, raster.Height));
        for (int line = 0; line < raster.Height; line++)
            for (int x = 0; x < 3; x++) Assert.Equal(new((byte)(200 + x), 100, (byte)(x + line)), raster[x, height < 0 ? line : raster.Height - 1 - line]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public void Palettes_are_read(int bits)
    {
        Raster raster = Read(File(bits, 11, -2, (x, line) => [(byte)((x + line) % 2)]));
        for (int x = 0; x < 11; x++) Assert.Equal((x + 1) % 2 == 0 ? new(3, 2, 1) : new Rgb(6, 5, 4), raster[x, 1]);
    }

    [Fact]
    public void Damaged_copies_are_refused_or_read()
    {
        byte[] good = File(4, 11, 3, (x, line) => [(byte)((x + line) % 2)]);
        Assert.InRange(MutationFuzzer.Run<PictureFormatException>(good, "bmp", stream => BmpReader.Read(stream)), MutationFuzzer.Count / 10, MutationFuzzer.Count);
        good[30] = 1;
        Assert.Equal("a bitmap is read without compression and with 1, 4, 8, 24 or 32 bits (save it as PNG), found compression 1 with 4 bits in a header of 40 bytes", Assert.Throws<PictureFormatException>(() => Read(good)).Message);
    }

    private static Raster Read(byte[] file)
    {
        using MemoryStream stream = new(file);
        return BmpReader.Read(stream);
    }

    private static byte[] File(int bits, int width, int height, Func<int, int, byte[]> pixel)
    {
        int rowBytes = ((width * bits) + 31) / 32 * 4, start = 54 + (bits > 8 ? 0 : 8);
        byte[] file = new byte[start + (rowBytes * Math.Abs(height))];
        (file[0], file[1], file[10], file[14], file[18], file[26], file[28], file[46]) = ((byte)'B', (byte)'M', (byte)start, 40, (byte)width, 1, (byte)bits, (byte)(bits > 8 ? 0 : 2));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), height);
        if (bits <= 8) ((byte[])[1, 2, 3, 0, 4, 5, 6, 0]).CopyTo(file, 54);
        for (int line = 0; line < Math.Abs(height); line++)
        {
            for (int x = 0; x < width; x++)
            {
                byte[] value = pixel(x, line);
                int at = start + (line * rowBytes) + (x * bits / 8);
                if (bits > 8) value.AsSpan(0, bits / 8).CopyTo(file.AsSpan(at));
                else file[at] |= (byte)(value[0] << (8 - bits - (x * bits % 8)));
            }
        }

        return file;
    }
}
