using System.Globalization;

namespace ConvLens.Files;

/// <summary>Text from a file, made fit for a sentence: quoted, cut, and without characters that steer a terminal.</summary>
internal static class Excerpt
{
    private const int MaxLength = 48;

    public static string Of(string text)
    {
        bool cut = text.Length > MaxLength;
        return $"'{string.Concat((cut ? text[..MaxLength] : text).Select(Visible))}{(cut ? "…" : "")}'";
    }

    private static char Visible(char character) => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '?' : character;
}
