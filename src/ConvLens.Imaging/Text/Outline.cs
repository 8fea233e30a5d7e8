namespace ConvLens.Imaging.Text;

/// <summary>A glyph at one pixel size: fitted to the pixel grid and flattened to straight segments, y downwards from the baseline.</summary>
/// <remarks>
/// A pen centre is moved so that the pen's edge meets a pixel edge, but only along the axis it is at rest in: x at the ends of vertical
/// lines and where a curve turns vertical, y where it runs horizontally. Stems and bars come out sharp and slopes keep their angle.
/// </remarks>
internal sealed class Outline
{
    private const int UnitsPerSize = 20, CapUnits = 14, SmallUnits = 10, CurveSteps = 10;

    private readonly float _scale, _pen, _small, _cap;
    private readonly List<Segment> _segments = [];

    private Outline(int size)
    {
        _scale = (float)size / UnitsPerSize;
        _pen = StrokeFont.PenWidth(size);
        _small = MathF.Round((SmallUnits * _scale) + 0.15f) - _pen;
        _cap = StrokeFont.CapHeight(size) - _pen;
    }

    /// <summary>One straight piece, and the radius of the pen that draws it.</summary>
    public readonly record struct Segment(float X0, float Y0, float X1, float Y1, float Radius);

    /// <summary>The pieces of a glyph that starts at x = 0 on the baseline y = 0.</summary>
    public static IReadOnlyList<Segment> Of(Glyph glyph, int size)
    {
        Outline outline = new(size);
        float x = 0, y = 0;
        for (int i = 0; i < glyph.Moves.Count; i++)
        {
            PenMove move = glyph.Moves[i];
            (float toX, float toY) = outline.Fit(glyph, i);
            outline.Add(move, x, y, toX, toY);
            (x, y) = (toX, toY);
        }

        return outline._segments;
    }

    private void Add(PenMove move, float x, float y, float toX, float toY)
    {
        switch (move.Kind)
        {
            case 'D':
                float radius = Math.Max(_pen * 0.64f, 0.75f);
                _segments.Add(new(toX, toY - radius + (_pen / 2), toX, toY - radius + (_pen / 2), radius));
                break;
            case 'L':
                _segments.Add(new(x, y, toX, toY, _pen / 2));
                break;
            case 'h' or 'v' or 'q':
                for (int step = 0; step < CurveSteps; step++)
                {
                    (float x0, float y0) = Curve(move, x, y, toX, toY, (float)step / CurveSteps);
                    (float x1, float y1) = Curve(move, x, y, toX, toY, (step + 1f) / CurveSteps);
                    _segments.Add(new(x0, y0, x1, y1, _pen / 2));
                }

                break;
        }
    }

    private (float X, float Y) Curve(PenMove move, float x, float y, float toX, float toY, float t)
    {
        if (move.Kind == 'q')
        {
            float before = (1 - t) * (1 - t), control = 2 * t * (1 - t), after = t * t;
            return ((before * x) + (control * move.ControlX * _scale) + (after * toX), (before * y) + (control * Vertical(move.ControlY)) + (after * toY));
        }

        (float sin, float cos) = MathF.SinCos(t * MathF.PI / 2);
        return move.Kind == 'h'
            ? (x + ((toX - x) * sin), toY + ((y - toY) * cos))
            : (toX + ((x - toX) * cos), y + ((toY - y) * sin));
    }

    private (float X, float Y) Fit(Glyph glyph, int i)
    {
        PenMove move = glyph.Moves[i];
        float x = move.X * _scale, y = Vertical(move.Y);
        PenMove? next = i + 1 < glyph.Moves.Count && glyph.Moves[i + 1].Kind is not ('M' or 'D') ? glyph.Moves[i + 1] : null;
        PenMove? previous = i > 0 && move.Kind is not ('M' or 'D') ? glyph.Moves[i - 1] : null;
        bool isVertical = move.Kind == 'h' || next?.Kind == 'v' || IsLine(move, previous, p => p.X) || IsLine(next, move, p => p.X);
        bool isHorizontal = move.Kind == 'v' || next?.Kind == 'h' || IsLine(move, previous, p => p.Y) || IsLine(next, move, p => p.Y);
        return (isVertical || move.Kind == 'D' ? Snap(x) : x, isHorizontal ? Snap(y) : y);
    }

    private static bool IsLine(PenMove? line, PenMove? from, Func<PenMove, float> along) =>
        line is { Kind: 'L' } && from is { } start && along(line.Value) == along(start);

    private float Snap(float centre) => MathF.Round(centre - (_pen / 2)) + (_pen / 2);

    /// <summary>Height in units to pixels downwards, bent so that baseline, small letters and capitals end on whole pixels.</summary>
    private float Vertical(float units)
    {
        float up = units switch
        {
            <= 0 => units * _scale,
            <= SmallUnits => units / SmallUnits * _small,
            <= CapUnits => _small + ((units - SmallUnits) / (CapUnits - SmallUnits) * (_cap - _small)),
            _ => _cap + ((units - CapUnits) * _scale),
        };
        return -up - (_pen / 2);
    }
}
