using System.Text;

namespace ConvLens.Figures.Reports;

/// <summary>Writes elements that are HTML and well-formed XML at once; all text is escaped.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _html = new();

    /// <summary>Text with the five special characters named and what XML cannot hold replaced by U+FFFD.</summary>
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
                '\'' => escaped.Append("&#39;"),
                (< ' ' and not ('\t' or '\n' or '\r')) or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    /// <summary>What is already HTML.</summary>
    public void Raw(string html) => _html.Append(html).Append('\n');

    /// <summary>A start tag with at most one attribute.</summary>
    public void Open(string tag, string? attribute = null, string? value = null) => _html.Append(Start(tag, attribute, value)).Append('\n');

    /// <summary>An end tag.</summary>
    public void Close(string tag) => _html.Append($"</{tag}>\n");

    /// <summary>An element that holds only text.</summary>
    public void Element(string tag, string text, string? attribute = null, string? value = null) =>
        _html.Append(Start(tag, attribute, value)).Append(Escape(text)).Append($"</{tag}>\n");

    public override string ToString() => _html.ToString();

    private static string Start(string tag, string? attribute, string? value) => value is null ? $"<{tag}>" : $"<{tag} {attribute}=\"{Escape(value)}\">";
}
