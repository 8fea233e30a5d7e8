using System.Text;

namespace ConvLens.Imaging.Text;

/// <summary>Breaks text into lines.</summary>
internal static class TextWrap
{
    /// <summary>A word wider than this is broken inside; a narrower one stays whole, however narrow the column.</summary>
    public const int WordLimit = 480;

    /// <summary>
    /// The lines of a text: broken at its own line breaks, then at spaces where a line would exceed <paramref name="width"/>. A single word may
    /// exceed it, up to <see cref="WordLimit"/> or the width, whichever is more.
    /// </summary>
    public static IReadOnlyList<string> Lines(string text, double width, Func<string, double> measure)
    {
        List<string> lines = [];
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' ').SelectMany(word => Pieces(word, Math.Max(width, WordLimit), measure)))
            {
                string longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && measure(longer) > width)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return lines;
    }

    private static IEnumerable<string> Pieces(string word, double limit, Func<string, double> measure)
    {
        double width = 0;
        StringBuilder piece = new();
        foreach (Rune rune in word.EnumerateRunes())
        {
            double advance = measure(rune.ToString());
            if (width + advance > limit && piece.Length > 0)
            {
                yield return piece.ToString();
                piece.Clear();
                width = 0;
            }

            piece.Append(rune.ToString());
            width += advance;
        }

        yield return piece.ToString();
    }
}
