using ConvLens.Compute.Pooling;
using ConvLens.Testing.Twins;

namespace ConvLens.Compute.Tests.Pooling;

/// <summary>Geometries that every pooling kernel is tried on.</summary>
public static class PoolingCases
{
    private static readonly Dictionary<string, PoolingGeometry> ByName = Build();

    public static TheoryData<string> Names => [.. ByName.Keys];

    public static PoolingGeometry Named(string name) => ByName[name];

    private static Dictionary<string, PoolingGeometry> Build()
    {
        Dictionary<string, PoolingGeometry> cases = new(StringComparer.Ordinal)
        {
            ["windows that touch"] = Case(2, 3, 6, 8, (2, 2), (2, 2), (0, 0, 0, 0)),
            ["a rest left over"] = Case(1, 2, 7, 5, (2, 2), (2, 2), (0, 0, 0, 0)),
            ["a rest in a last window"] = Case(1, 2, 7, 5, (2, 2), (2, 2), (0, 0, 0, 0), roundUp: true),
            ["a last window of one pixel"] = Case(1, 2, 10, 7, (3, 3), (3, 3), (0, 0, 0, 0), roundUp: true),
            ["overlap"] = Case(2, 3, 9, 8, (3, 3), (2, 2), (0, 0, 0, 0)),
            ["overlap at stride one"] = Case(1, 2, 6, 7, (3, 3), (1, 1), (1, 1, 1, 1)),
            ["padding"] = Case(1, 3, 8, 9, (3, 3), (2, 2), (1, 1, 1, 1)),
            ["padding on one side each"] = Case(1, 2, 7, 8, (3, 4), (2, 3), (2, 0, 0, 3)),
            ["padding rounded up"] = Case(1, 2, 8, 7, (3, 2), (3, 2), (1, 1, 0, 1), roundUp: true),
            ["windows with gaps"] = Case(1, 2, 11, 9, (2, 1), (4, 3), (0, 0, 0, 0)),
            ["rows only"] = Case(1, 3, 8, 5, (4, 1), (2, 1), (0, 0, 0, 0)),
            ["columns only"] = Case(1, 3, 5, 8, (1, 3), (1, 2), (0, 1, 0, 0)),
            ["dilation"] = Case(2, 3, 9, 8, (3, 2), (1, 2), (0, 0, 0, 0), dilation: 2),
            ["dilation with padding"] = Case(1, 19, 9, 8, (3, 2), (2, 3), (2, 1, 2, 0), dilation: 2),
            ["dilation by three rounded up"] = Case(1, 2, 11, 12, (3, 2), (2, 5), (2, 0, 1, 1), roundUp: true, dilation: 3),
            ["the whole picture"] = Case(3, 5, 6, 7, (6, 7), (6, 7), (0, 0, 0, 0)),
        };
        for (int channels = 1; channels <= 67; channels++)
            cases[$"{channels} channels"] = Case(1, channels, 5, 6, (3, 2), (2, 2), (1, 0, 0, 1));
        return cases;
    }

    private static PoolingGeometry Case(
        int n, int c, int h, int w, (int Rows, int Columns) window, (int Rows, int Columns) stride, (int Top, int Left, int Bottom, int Right) pad, bool roundUp = false, int dilation = 1)
    {
        int rows = PoolingTwin.Windows(h, pad.Top, pad.Bottom, ((window.Rows - 1) * dilation) + 1, stride.Rows, roundUp);
        int columns = PoolingTwin.Windows(w, pad.Left, pad.Right, ((window.Columns - 1) * dilation) + 1, stride.Columns, roundUp);
        return new([n, c, h, w], [n, c, rows, columns], window.Rows, window.Columns, stride.Rows, stride.Columns, pad.Top, pad.Left, pad.Bottom, pad.Right, dilation, dilation);
    }
}
