using System.Text;

namespace ConvLens.Imaging.Svg;

/// <summary>Writes one <c>&lt;svg&gt;</c> element: valid XML, text and lines in the page's own colour.</summary>
internal sealed class SvgBuilder
{
    private readonly StringBuilder _xml = new();

    /// <summary>A picture of a size in pixels that shrinks with its column; the title is what a screen reader says.</summary>
    public SvgBuilder(double width, double height, string title)
    {
        string w = Number(width), h = Number(height), name = Escape(title);
        _xml.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" role=\"img\" aria-label=\"{name}\" ")
            .Append("style=\"max-width:100%;height:auto;font-family:Helvetica,Arial,sans-serif\" fill=\"currentColor\">\n")
            .Append($"<title>{name}</title>\n");
    }

    /// <summary>At most two decimals, a dot, no sign on zero.</summary>
    public static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##");

    /// <summary>Text as XML: the five special characters named, what XML cannot hold replaced by U+FFFD.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&apos;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                < ' ' or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>One line of text on a baseline; anchor is start, middle or end.</summary>
    public void Text(double x, double y, string text, int size, string anchor = "start", bool isStrong = false, bool isMuted = false)
    {
        string attributes = (anchor == "start" ? "" : $" text-anchor=\"{anchor}\"") + (isStrong ? " font-weight=\"600\"" : "") + (isMuted ? " opacity=\"0.72\"" : "");
        _xml.Append($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{size}\"{attributes}>{Escape(text)}</text>\n");
    }

    /// <summary>A straight line in the page's colour.</summary>
    public void Line(double x0, double y0, double x1, double y1, double opacity, string dashes = "") =>
        _xml.Append($"<line x1=\"{Number(x0)}\" y1=\"{Number(y0)}\" x2=\"{Number(x1)}\" y2=\"{Number(y1)}\" stroke=\"currentColor\" stroke-opacity=\"{Number(opacity)}\"")
            .Append(dashes.Length == 0 ? "/>\n" : $" stroke-dasharray=\"{dashes}\"/>\n");

    /// <summary>A hairline just outside a rectangle.</summary>
    public void Frame(double x, double y, double width, double height) =>
        _xml.Append($"<rect x=\"{Number(x - 0.5)}\" y=\"{Number(y - 0.5)}\" width=\"{Number(width + 1)}\" height=\"{Number(height + 1)}\" fill=\"none\" stroke=\"currentColor\" stroke-opacity=\"0.35\"/>\n");

    /// <summary>A picture whose pixels stay squares when enlarged.</summary>
    public void Image(double x, double y, double width, double height, string address) =>
        _xml.Append($"<image x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" style=\"image-rendering:pixelated\" href=\"{address}\"/>\n");

    /// <summary>A shape or line by its path; the attributes say how it looks.</summary>
    public void Path(string path, string attributes) => _xml.Append($"<path d=\"{path}\" {attributes}/>\n");

    /// <summary>A filled rectangle.</summary>
    public void Rectangle(double x, double y, double width, double height, string attributes) =>
        _xml.Append($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" {attributes}/>\n");

    /// <summary>The finished element.</summary>
    public string Close() => _xml.Append("</svg>").ToString();
}
