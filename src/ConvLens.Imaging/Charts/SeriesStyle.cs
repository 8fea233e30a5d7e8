namespace ConvLens.Imaging.Charts;

/// <summary>How the n-th series looks: colours that stay apart under the common colour-vision deficiencies [okabe2008], and dashes and markers that do without colour.</summary>
/// <param name="Colour">A CSS colour: the page's <c>--chart-N</c> (N from 1) where it sets one.</param>
/// <param name="Dashes">The stroke's dash pattern; empty for a solid line.</param>
/// <param name="Marker">The marker's path about (0, 0).</param>
internal sealed record SeriesStyle(string Colour, string Dashes, string Marker)
{
    // Yellow is left out: it has no contrast on white.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "currentColor"];

    private static readonly string[] DashPatterns = ["", "7 3", "2 3", "9 3 2 3", "5 2"];

    private static readonly string[] Markers =
    [
        "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z",
        "m-2.7 -2.7h5.4v5.4h-5.4z",
        "m0 -3.6l3.4 6h-6.8z",
        "m0 -3.8l3.8 3.8l-3.8 3.8l-3.8 -3.8z",
        "m0 3.6l3.4 -6h-6.8z",
        "m-1.2 -3.4h2.4v2.2h2.2v2.4h-2.2v2.2h-2.4v-2.2h-2.2v-2.4h2.2z",
    ];

    /// <summary>The style of a series by its number from 0; the three lists have coprime or different lengths, so that no pair recurs soon.</summary>
    public static SeriesStyle Of(int series)
    {
        string colour = Colours[series % Colours.Length];
        return new($"var(--chart-{(series % Colours.Length) + 1},{colour})", DashPatterns[series % DashPatterns.Length], Markers[series % Markers.Length]);
    }
}
