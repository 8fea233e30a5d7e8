using ConvLens.Imaging.Text;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tiles;

/// <summary>Sentences that figures share.</summary>
internal static class Remarks
{
    /// <summary>Explains the colours of numbers that are not finite, where there are any.</summary>
    public static IEnumerable<string> OnNotFinite(IEnumerable<Picture> pictures)
    {
        if (pictures.Any(picture => picture.NotFinite > 0)) yield return "Numbers that are not finite have colours of their own: NaN magenta, ∞ cyan, −∞ green.";
    }

    /// <summary>States the range of pictures that have no legend.</summary>
    public static string OnPictures(string what, ToneRange range) =>
        $"Range of the {what}: {CompactNumber.Format(range.Low)} (black) to {CompactNumber.Format(range.High)} (white).";

    /// <summary>Says that tiles were left out, where any were.</summary>
    public static IEnumerable<string> OnLeftOut(int shown, int count, string what)
    {
        if (shown < count) yield return $"Shown are the first {shown} of {count} {what}; the range is that of all.";
    }

    /// <summary>A range about zero in short: <c>±0.42</c>; null for a range of zero alone.</summary>
    public static string? PlusMinus(ToneRange range) => range.High > 0 ? $"±{CompactNumber.Format(range.High)}" : null;

    /// <summary><c>1 map</c>, <c>6 maps</c>.</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
