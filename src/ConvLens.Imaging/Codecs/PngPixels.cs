using System.Buffers.Binary;
using ConvLens.Imaging.Rasters;

namespace ConvLens.Imaging.Codecs;

/// <summary>What the samples of a PNG mean: grey, colour or a place in the palette, with alpha, or with one transparent colour [png2003].</summary>
internal sealed class PngPixels
{
    private const int MaxColours = 256;

    private readonly PngHeader _header;
    private readonly uint _max;
    private readonly Rgb[] _palette;
    private readonly uint[]? _transparent;

    /// <summary>The meaning of samples.</summary>
    /// <param name="header">The header.</param>
    /// <param name="palette">Chunk PLTE, where there is one.</param>
    /// <param name="transparency">Chunk tRNS, where there is one.</param>
    public PngPixels(PngHeader header, byte[]? palette, byte[]? transparency)
    {
        (_header, _max, _palette) = (header, (1u << header.BitDepth) - 1, []);
        if (header.ColourType == PngHeader.Palette)
        {
            if (palette is null || palette.Length == 0 || palette.Length % 3 != 0 || palette.Length / 3 > MaxColours)
                throw new PictureFormatException($"a palette of a PNG has 1 to {MaxColours} colours of 3 bytes", palette is null ? "none" : $"{palette.Length} bytes");
            _palette = [.. Enumerable.Range(0, palette.Length / 3).Select(i =>
                Levels.OverWhite(palette[3 * i], palette[(3 * i) + 1], palette[(3 * i) + 2], i < transparency?.Length ? transparency[i] : byte.MaxValue, byte.MaxValue))];
        }
        else if (transparency is not null && header.ColourType is PngHeader.Grey or PngHeader.Colour)
        {
            if (transparency.Length != 2 * header.Channels) throw new PictureFormatException($"the transparent colour of this PNG has {2 * header.Channels} bytes", $"{transparency.Length}");
            _transparent = [.. Enumerable.Range(0, header.Channels).Select(channel => BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * channel)) & _max)];
        }
    }

    /// <summary>Whether the bytes of a row are those of a raster.</summary>
    public bool IsPlain => _header is { ColourType: PngHeader.Colour, BitDepth: 8 } && _transparent is null;

    /// <summary>The colour of a row's pixel.</summary>
    public Rgb this[ReadOnlySpan<byte> row, int x]
    {
        get
        {
            int at = x * _header.Channels;
            uint first = Sample(row, at);
            switch (_header.ColourType)
            {
                case PngHeader.Palette: return first < _palette.Length ? _palette[first] : throw new PictureFormatException($"the palette of the PNG has {_palette.Length} colours", $"a pixel of colour {first}");
                case PngHeader.Grey: return _transparent?[0] == first ? Rgb.White : Rgb.Grey(Levels.Scale(first, _max));
                case PngHeader.GreyAlpha: return Rgb.Grey(Levels.OverWhite(first, Sample(row, at + 1), _max));
            }

            uint green = Sample(row, at + 1), blue = Sample(row, at + 2);
            if (_header.ColourType == PngHeader.ColourAlpha) return Levels.OverWhite(first, green, blue, Sample(row, at + 3), _max);
            return _transparent is { } key && key[0] == first && key[1] == green && key[2] == blue ? Rgb.White
                : new(Levels.Scale(first, _max), Levels.Scale(green, _max), Levels.Scale(blue, _max));
        }
    }

    private uint Sample(ReadOnlySpan<byte> row, int at) => _header.BitDepth switch
    {
        8 => row[at],
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(2 * at)..]),
        int depth => (uint)(row[at * depth / 8] >> (8 - depth - (at * depth % 8))) & _max,
    };
}
