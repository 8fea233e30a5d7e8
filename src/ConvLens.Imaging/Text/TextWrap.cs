using System.Text;

namespace ConvLens.Imaging.Text;

/// <summary>Breaks text into lines.</summary>
internal static class TextWrap
{
    /// <summary>A piece of a word wider than this is broken anywhere.</summary>
    public const int PieceLimit = 480;

    /// <summary>
    /// The lines of a text: broken at its own line breaks, then at spaces where a line would exceed <paramref name="width"/>, and inside a word
    /// that alone exceeds it behind <c>. / _ :</c> and hyphens, as in the names of nodes. What has no such place stays whole up to
    /// <see cref="PieceLimit"/> or the width, whichever is more; so a line may be wider than asked, and the caller makes room.
    /// </summary>
    public static IReadOnlyList<string> Lines(string text, double width, Func<string, double> measure)
    {
        List<string> lines = [];
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string? line = null;
            foreach (string word in paragraph.Split(' '))
            {
                string joint = line is null ? "" : " ";
                foreach (string piece in measure(word) <= width ? [word] : Pieces(word, Math.Max(width, PieceLimit), measure))
                {
                    if (line is not null && measure(line + joint + piece) > width)
                    {
                        lines.Add(line);
                        (line, joint) = (null, "");
                    }

                    line = line + joint + piece;
                    joint = "";
                }
            }

            lines.Add(line ?? "");
        }

        return lines;
    }

    private static IEnumerable<string> Pieces(string word, double limit, Func<string, double> measure)
    {
        double width = 0;
        StringBuilder piece = new();
        foreach (Rune rune in word.EnumerateRunes())
        {
            string letter = rune.ToString();
            double advance = measure(letter);
            if (piece.Length > 0 && (width + advance > limit || piece[^1] is '.' or '/' or '_' or ':' or '-'))
            {
                yield return piece.ToString();
                piece.Clear();
                width = 0;
            }

            piece.Append(letter);
            width += advance;
        }

        if (piece.Length > 0) yield return piece.ToString();
    }
}
