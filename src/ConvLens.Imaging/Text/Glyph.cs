using System.Collections.Frozen;
using System.Globalization;

namespace ConvLens.Imaging.Text;

/// <summary>One drawing of <see cref="GlyphTable"/> read into pen movements.</summary>
/// <param name="Advance">Distance to the next character, in 1/20 of the font size.</param>
/// <param name="Moves">The movements in order.</param>
internal sealed record Glyph(float Advance, IReadOnlyList<PenMove> Moves)
{
    private static readonly FrozenDictionary<char, Glyph> Known = GlyphTable.All.ToFrozenDictionary(pair => pair.Key, pair => Parse(pair.Value));
    private static readonly Glyph Box = Parse(GlyphTable.Unknown);

    /// <summary>The drawing of a character; a box where there is none.</summary>
    public static Glyph Of(int codePoint) => codePoint <= char.MaxValue && Known.TryGetValue((char)codePoint, out Glyph? glyph) ? glyph : Box;

    private static Glyph Parse(string drawing)
    {
        int at = 0;
        float advance = Number(drawing, ref at);
        List<PenMove> moves = [];
        while (at < drawing.Length)
        {
            char kind = drawing[at++];
            (float controlX, float controlY) = kind == 'q' ? (Number(drawing, ref at), Number(drawing, ref at)) : default;
            moves.Add(new(kind, Number(drawing, ref at), Number(drawing, ref at), controlX, controlY));
        }

        return new(advance, moves);
    }

    private static float Number(string drawing, ref int at)
    {
        if (at < drawing.Length && drawing[at] == ' ') at++;
        int start = at;
        while (at < drawing.Length && (char.IsAsciiDigit(drawing[at]) || drawing[at] is '-' or '.')) at++;
        return float.Parse(drawing.AsSpan(start, at - start), NumberStyles.Float);
    }
}
