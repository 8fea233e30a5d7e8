using System.Buffers.Binary;

namespace ConvLens.Imaging.Codecs;

/// <summary>What the first chunk of a PNG declares [png2003].</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, int ColourType, bool IsInterlaced)
{
    public const int Grey = 0, Colour = 2, Palette = 3, GreyAlpha = 4, ColourAlpha = 6, Bytes = 13;

    public int Channels => ChannelsOf(ColourType);

    /// <summary>Bytes from a pixel to its left neighbour, as filters count them.</summary>
    public int FilterStep => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>Bytes of a row of so many pixels, without its filter's number.</summary>
    public long RowBytes(int width) => (((long)width * Channels * BitDepth) + 7) / 8;

    /// <summary>Bytes of the picture once inflated.</summary>
    public long RawBytes
    {
        get
        {
            PngHeader header = this;
            return PngPass.Of(header).Sum(pass => pass.Height * (1 + header.RowBytes(pass.Width)));
        }
    }

    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length != Bytes) throw new PictureFormatException($"the header of a PNG has {Bytes} bytes", $"{data.Length}");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        (int depth, int colour) = (data[8], data[9]);
        bool isKnown = colour switch
        {
            Grey => depth is 1 or 2 or 4 or 8 or 16,
            Palette => depth is 1 or 2 or 4 or 8,
            Colour or GreyAlpha or ColourAlpha => depth is 8 or 16,
            _ => false,
        };
        if (!isKnown) throw new PictureFormatException("a PNG has a colour type of 0, 2, 3, 4 or 6 and a bit depth that goes with it", $"type {colour} with {depth} bits");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1) throw new PictureFormatException("a PNG is compressed and filtered by method 0, and interlaced by 0 or 1", $"{data[10]}, {data[11]} and {data[12]}");
        PictureReader.CheckSize(width, height, Math.Max(3, ChannelsOf(colour)));
        return new((int)width, (int)height, depth, colour, data[12] == 1);
    }

    private static int ChannelsOf(int colourType) => colourType switch { Colour => 3, GreyAlpha => 2, ColourAlpha => 4, _ => 1 };
}
