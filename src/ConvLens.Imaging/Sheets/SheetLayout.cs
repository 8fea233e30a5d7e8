using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Text;
using ConvLens.Imaging.Tones;

namespace ConvLens.Imaging.Sheets;

/// <summary>Where everything on a sheet stands, in pixels; the two renderers differ only in how wide text is and how it is inked.</summary>
internal sealed class SheetLayout
{
    private const int Margin = 16, ColumnGap = 14, LineGap = 14, TextGap = 5, MinTextWidth = 420, MinCaptionWidth = 84, MinNoteWidth = 120, MaxStretch = 6;
    private const int BarWidth = 220, BarHeight = 12, LabelGap = 8;

    private readonly TextWidth _measure;
    private readonly List<PlacedText> _texts = [];
    private readonly List<PlacedImage> _images = [];
    private long _y = Margin;
    private double _right;

    private SheetLayout(Sheet sheet, TextWidth measure)
    {
        _measure = measure;
        long[] columns = ColumnWidths(sheet);
        long content = columns.Sum() + (ColumnGap * Math.Max(columns.Length - 1, 0));
        long textWidth = Math.Max(content, MinTextWidth);
        Paragraph(sheet.Title, SheetType.Title, Margin, textWidth);
        if (sheet.Subtitle is not null) Paragraph(sheet.Subtitle, SheetType.Subtitle, Margin, textWidth);
        foreach (SheetRow row in sheet.Rows)
        {
            _y += LineGap;
            if (row.Heading is not null)
            {
                Paragraph(row.Heading, SheetType.Heading, Margin, textWidth);
                _y += TextGap;
            }

            Line(row, sheet, columns);
        }

        if (sheet.Legend is not null) Legend(sheet.Legend, sheet.LegendLabel, textWidth);
        if (sheet.Footnotes.Count > 0) _y += LineGap;
        foreach (string note in sheet.Footnotes) Paragraph(note, SheetType.Note, Margin, textWidth);
        Width = (long)Math.Ceiling(Math.Max(_right, Margin + content)) + Margin;
        Height = _y + Margin;
        Raster.Check(Width, Height);
    }

    public long Width { get; }

    public long Height { get; }

    public IReadOnlyList<PlacedText> Texts => _texts;

    public IReadOnlyList<PlacedImage> Images => _images;

    /// <summary>Places everything.</summary>
    /// <exception cref="ArgumentException">The sheet would have more than <see cref="Raster.MaxPixels"/> pixels.</exception>
    public static SheetLayout Of(Sheet sheet, TextWidth measure)
    {
        ArgumentNullException.ThrowIfNull(sheet);
        return new(sheet, measure);
    }

    private static int Factor(Raster image, int tileSize)
    {
        int wanted = (int)Math.Ceiling((double)tileSize / Math.Min(image.Width, image.Height));
        return Math.Clamp(wanted, 1, Math.Max(1, MaxStretch * tileSize / Math.Max(image.Width, image.Height)));
    }

    private long[] ColumnWidths(Sheet sheet)
    {
        long[] widths = new long[Math.Min(sheet.Columns, sheet.Rows.Select(row => row.Tiles.Count).DefaultIfEmpty(0).Max())];
        foreach (SheetRow row in sheet.Rows)
        {
            for (int i = 0; i < row.Tiles.Count; i++)
            {
                Tile tile = row.Tiles[i];
                long width = (long)tile.Image.Width * Factor(tile.Image, sheet.TileSize);
                double widest = Captions(tile, width).Max(line => Measure(line.Text, line.Type));
                ref long column = ref widths[i % sheet.Columns];
                column = Math.Max(column, Math.Max(width, (long)Math.Ceiling(widest)));
            }
        }

        return widths;
    }

    private IEnumerable<(string Text, SheetType Type)> Captions(Tile tile, long width) =>
        Wrap(tile.Caption, SheetType.Caption, Math.Max(width, MinCaptionWidth)).Select(line => (line, SheetType.Caption))
            .Concat(tile.Note is null ? [] : Wrap(tile.Note, SheetType.Note, Math.Max(width, MinNoteWidth)).Select(line => (line, SheetType.Note)));

    private void Line(SheetRow row, Sheet sheet, long[] columns)
    {
        for (int start = 0; start < row.Tiles.Count; start += sheet.Columns)
        {
            if (start > 0) _y += LineGap;
            Tile[] tiles = [.. row.Tiles.Skip(start).Take(sheet.Columns)];
            long x = Margin, bottom = _y;
            for (int i = 0; i < tiles.Length; i++)
            {
                int factor = Factor(tiles[i].Image, sheet.TileSize);
                _images.Add(new(x, _y, tiles[i].Image, factor));
                long y = _y + ((long)tiles[i].Image.Height * factor);
                bottom = Math.Max(bottom, y);
                y += TextGap;
                foreach ((string text, SheetType type) in Captions(tiles[i], (long)tiles[i].Image.Width * factor))
                {
                    if (text.Length == 0) continue;
                    Put(text, type, x, y);
                    y += StrokeFont.LineHeight(type.Size);
                    bottom = Math.Max(bottom, y);
                }

                x += columns[i] + ColumnGap;
            }

            _y = bottom;
        }
    }

    private void Legend(ToneMap legend, string? label, long textWidth)
    {
        _y += LineGap + TextGap;
        if (label is not null)
        {
            Paragraph(label, SheetType.Caption, Margin, textWidth);
            _y += TextGap;
        }

        ToneRange range = legend.Range;
        Raster bar = new(BarWidth, BarHeight);
        for (int x = 0; x < BarWidth; x++) bar.Fill(x, 0, 1, BarHeight, legend.Map((float)(range.Low + (((double)range.High - range.Low) * (x + 0.5) / BarWidth))));
        _images.Add(new(Margin, _y, bar, 1));
        _y += BarHeight + TextGap;
        string low = CompactNumber.Format(range.Low), high = CompactNumber.Format(range.High);
        double lowWidth = Measure(low, SheetType.Note), highWidth = Measure(high, SheetType.Note), zeroWidth = Measure("0", SheetType.Note);
        double zero = (range.Fraction(0) * BarWidth) - (zeroWidth / 2), highStart = BarWidth - highWidth;
        if (range.Low == range.High)
        {
            Put(low, SheetType.Note, Margin + (long)((BarWidth - lowWidth) / 2), _y);
        }
        else
        {
            Put(low, SheetType.Note, Margin, _y);
            Put(high, SheetType.Note, Margin + (long)highStart, _y);
            if (range.Low < 0 && range.High > 0 && zero > lowWidth + LabelGap && zero + zeroWidth + LabelGap < highStart) Put("0", SheetType.Note, Margin + (long)zero, _y);
        }

        _y += StrokeFont.LineHeight(SheetType.Note.Size);
        _right = Math.Max(_right, Margin + BarWidth);
    }

    private void Paragraph(string text, SheetType type, long x, double width)
    {
        foreach (string line in Wrap(text, type, width))
        {
            Put(line, type, x, _y);
            _y += StrokeFont.LineHeight(type.Size);
        }
    }

    private void Put(string line, SheetType type, long x, long top)
    {
        _texts.Add(new(x, top + type.Size, line, type));
        _right = Math.Max(_right, x + Measure(line, type));
    }

    private double Measure(string text, SheetType type) => _measure(text, type.Size, type.IsStrong);

    private IReadOnlyList<string> Wrap(string text, SheetType type, double width) => TextWrap.Lines(text, width, line => Measure(line, type));
}
