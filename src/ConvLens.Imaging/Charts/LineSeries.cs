namespace ConvLens.Imaging.Charts;

/// <summary>Points joined by a line, in the order given.</summary>
public sealed record LineSeries
{
    /// <summary>A series from its points.</summary>
    /// <param name="name">Stands at the line's end; empty for none.</param>
    /// <param name="x">Positions. A value that is not finite leaves a gap.</param>
    /// <param name="y">Values. A value that is not finite leaves a gap.</param>
    /// <exception cref="ArgumentException">There are more of one than of the other.</exception>
    public LineSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count) throw new ArgumentException($"the series '{name}' needs as many x as y, found {x.Count} and {y.Count}", nameof(y));
        (Name, X, Y) = (name, x, y);
    }

    /// <summary>What the line shows.</summary>
    public string Name { get; }

    /// <summary>Positions on the horizontal axis.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Values on the vertical axis.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>A series at x = <paramref name="start"/>, <paramref name="start"/> + 1, …, as for epochs or steps.</summary>
    public static LineSeries Counted(string name, IReadOnlyList<double> y, int start = 0)
    {
        ArgumentNullException.ThrowIfNull(y);
        return new(name, [.. Enumerable.Range(0, y.Count).Select(i => (double)start + i)], y);
    }
}
