using System.Runtime.Intrinsics;
using ConvLens.Compute.Normalization;
using ConvLens.Compute.Products;
using ConvLens.Compute.Simd;

namespace ConvLens.Compute.Convolution;

/// <summary>How a picture's tiles of <see cref="LineWinograd"/>, four neighbouring outputs each, are cut into blocks, a few lines by a few tiles, and how the numbers of a block are transformed.</summary>
internal sealed unsafe class LineWinogradTiles
{
    // What is transformed of so many tiles, with few channels, stays in a near cache beside the weights.
    private const int MostPlaces = 96, MostTiles = 8, Points = LineWinograd.Points, Lanes = LineWinograd.Lanes;

    private readonly ConvolutionGeometry _geometry;
    private readonly int _tiles, _blockLines, _blockTiles, _rows, _columns;

    /// <summary>Cuts the output of a convolution.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="together">The lines of a block, but for the last, are a multiple of this.</param>
    public LineWinogradTiles(ConvolutionGeometry geometry, int together = 1)
    {
        (_geometry, _tiles) = (geometry, RoundUp.Quotient(geometry.OutputColumns, LineWinograd.Outputs));
        _columns = RoundUp.Quotient(_tiles, MostTiles);
        _blockTiles = RoundUp.Quotient(_tiles, _columns);
        _blockLines = RoundUp.Multiple(RoundUp.Quotient(geometry.OutputRows, RoundUp.Quotient(geometry.OutputRows, MostPlaces / _blockTiles)), together);
        _rows = RoundUp.Quotient(geometry.OutputRows, _blockLines);
    }

    /// <summary>Blocks of a picture.</summary>
    public int Blocks => _rows * _columns;

    /// <summary>Most tiles of a block.</summary>
    public int BlockPlaces => _blockLines * _blockTiles;

    /// <summary>Most tiles whose inputs a block reads.</summary>
    public int InputPlaces => (_blockLines + _geometry.KernelRows - 1) * _blockTiles;

    /// <summary>Floats of the part of a line that a block's tiles read, with its padding.</summary>
    public int LineLength => ((_blockTiles * LineWinograd.Outputs) + LineWinograd.Taps - 1) * _geometry.Input.C;

    /// <summary>Output pixels from a block to the one below.</summary>
    public nint BlockStep => (nint)_blockLines * _geometry.OutputColumns;

    /// <summary>First line, lines, first tile and tiles of a line of a block.</summary>
    public (int Line, int Lines, int Tile, int Tiles) Place(int block)
    {
        (int row, int column) = int.DivRem(block, _columns);
        int line = row * _blockLines, tile = column * _blockTiles;
        return (line, Math.Min(_blockLines, _geometry.OutputRows - line), tile, Math.Min(_blockTiles, _tiles - tile));
    }

    /// <summary>v = Bᵀ·d for some channels of the lines that output lines from <paramref name="line"/> on read; what lies outside of the picture is zero.</summary>
    /// <param name="x">The picture.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="channels">How many.</param>
    /// <param name="line">The output line whose first line is the first.</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="tile">The first tile.</param>
    /// <param name="tiles">How many.</param>
    /// <param name="v">Where to.</param>
    /// <param name="linePitch">Floats from line to line there.</param>
    /// <param name="tilePitch">Floats from tile to tile.</param>
    /// <param name="pointPitch">Floats from point to point.</param>
    /// <param name="reader">What the picture goes through first.</param>
    /// <param name="near"><see cref="LineLength"/> floats for a line of what comes out.</param>
    public void TransformInput<TLanes>(
        float* x, int channel, int channels, int line, int lines, int tile, int tiles, float* v, nint linePitch, nint tilePitch, nint pointPitch, in AffineReader reader, float* near)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int width = _geometry.Input.W, pitch = _geometry.Input.C, left = (tile * LineWinograd.Outputs) - _geometry.PadLeft;
        // Tiles that lie within a line.
        int first = Math.Min(tiles, RoundUp.Quotient(Math.Max(0, -left), LineWinograd.Outputs)), end = Math.Clamp(RoundUp.Quotient(Math.Max(0, width - Points + 1 - left), LineWinograd.Outputs), first, tiles);
        // Where several tiles lie at edges all of the line is copied; the pixels of a single one are gathered.
        bool copies = reader.IsThere || tiles - (end - first) > 1;
        float* edge = stackalloc float[Points * Lanes];
        for (int row = line - _geometry.PadTop; lines > 0; lines--, row++, v += linePitch)
        {
            if (row < 0 || row >= _geometry.Input.H)
            {
                for (int t = 0; t < tiles; t++)
                    for (int point = 0; point < Points; point++) new Span<float>(v + (t * tilePitch) + (point * pointPitch), channels).Clear();
                continue;
            }

            // The block below is likely the next.
            float* start = x + ((long)row * width * pitch), from = start + ((nint)left * pitch) + channel, ahead = from + ((nint)_blockLines * width * pitch);
            if (copies)
            {
                CopyLine<TLanes>(reader, start, channel, channels, left, (tiles * LineWinograd.Outputs) + LineWinograd.Taps - 1, near);
                LineWinograd.Input(tiles, channels, near, channels, v, tilePitch, pointPitch, ahead);
                continue;
            }

            for (int t = 0; t < tiles; t++)
                if (t == first && first < end)
                {
                    LineWinograd.Input(end - first, channels, from + (t * LineWinograd.Outputs * pitch), pitch, v + (t * tilePitch), tilePitch, pointPitch, ahead);
                    t = end - 1;
                }
                else
                    for (int c = 0; c < channels; c += Lanes)
                    {
                        Gather(from + c + (t * LineWinograd.Outputs * pitch), pitch, left + (t * LineWinograd.Outputs), Points, width, edge);
                        LineWinograd.Input(1, Lanes, edge, Lanes, v + c + (t * tilePitch), tilePitch, pointPitch, edge);
                    }
        }
    }

    /// <summary>m = A·dy for some of the outputs of a block, in panels: point by point, panel by panel, lines by tiles.</summary>
    /// <param name="dy">The picture of signals, from the first of these outputs on.</param>
    /// <param name="outputs">How many, by sixteens.</param>
    /// <param name="line">The first line.</param>
    /// <param name="lines">How many.</param>
    /// <param name="tile">The first tile.</param>
    /// <param name="tiles">How many.</param>
    /// <param name="m">Where to.</param>
    public void TransformSignal(float* dy, int outputs, int line, int lines, int tile, int tiles, float* m)
    {
        const int Width = PanelMatrix.PanelWidth;
        int width = _geometry.OutputColumns, pitch = _geometry.Outputs, left = tile * LineWinograd.Outputs, whole = Math.Min(tiles, (width - left) / LineWinograd.Outputs);
        nint panelPitch = (nint)lines * tiles * Width, pointPitch = outputs / Width * panelPitch;
        float* near = stackalloc float[LineWinograd.Outputs * Lanes];
        for (int end = line + lines; line < end; line++, m += tiles * Width)
        {
            // The block below is likely the next.
            float* from = dy + ((((long)line * width) + left) * pitch), ahead = from + ((nint)_blockLines * width * pitch);
            for (int o = 0; o < outputs; o += Width, ahead += whole * LineWinograd.Outputs * Width)
            {
                float* to = m + (o / Width * panelPitch);
                LineWinograd.Signal(whole, Width, from + o, pitch, to, Width, pointPitch, ahead);
                for (int lane = 0; whole < tiles && lane < Width; lane += Lanes)
                {
                    Gather(from + o + lane + (whole * LineWinograd.Outputs * pitch), pitch, left + (whole * LineWinograd.Outputs), LineWinograd.Outputs, width, near);
                    LineWinograd.Signal(1, Lanes, near, Lanes, to + (whole * Width) + lane, Width, pointPitch, near);
                }
            }
        }
    }

    /// <summary>Eight channels of pixels <paramref name="at"/> … of a line, with zeros outside of it.</summary>
    private static void Gather(float* from, nint pitch, int at, int pixels, int width, float* to)
    {
        for (; pixels > 0; pixels--, at++, from += pitch, to += Lanes) (at >= 0 && at < width ? Vector256.Load(from) : default).Store(to);
    }

    /// <summary>Some channels of pixels <paramref name="left"/> … of a line, through a normalization where there is one, with zeros outside of the line.</summary>
    private void CopyLine<TLanes>(in AffineReader reader, float* line, int channel, int channels, int left, int pixels, float* to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // A line may lie altogether left or right of them.
        int pitch = _geometry.Input.C, end = left + pixels, first = Math.Clamp(0, left, end), inside = Math.Max(first, Math.Min(end, _geometry.Input.W));
        new Span<float>(to, (first - left) * channels).Clear();
        to += (first - left) * channels;
        if (channels == pitch) reader.Copy<TLanes>(line + ((nint)first * pitch), first * pitch, (inside - first) * pitch, to);
        else
            for (int pixel = first; pixel < inside; pixel++) reader.Copy<TLanes>(line + ((nint)pixel * pitch) + channel, (pixel * pitch) + channel, channels, to + ((pixel - first) * channels));
        new Span<float>(to + ((inside - first) * channels), (end - inside) * channels).Clear();
    }
}
