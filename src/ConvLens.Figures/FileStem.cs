using System.Text;

namespace ConvLens.Figures;

/// <summary>File names that every system takes.</summary>
public static class FileStem
{
    /// <summary>
    /// The text in <c>a-z</c>, <c>0-9</c> and <c>-</c>: capitals made small, each run of anything else made one hyphen; <c>figure</c> where nothing is left.
    /// </summary>
    /// <remarks>Different texts may give the same stem, as <c>conv_1</c> and <c>conv.1</c> do.</remarks>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        StringBuilder stem = new();
        foreach (char letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)) stem.Append(letter);
            else if (stem.Length > 0 && stem[^1] != '-') stem.Append('-');
        }

        string name = stem.ToString().TrimEnd('-');
        return name.Length == 0 ? "figure" : name;
    }
}
