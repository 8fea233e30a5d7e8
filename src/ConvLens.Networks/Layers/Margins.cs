namespace ConvLens.Networks.Layers;

/// <summary>Pixels added at each side; a single number means all four.</summary>
public readonly record struct Margins(int Top, int Left, int Bottom, int Right)
{
    /// <summary>The same number on every side.</summary>
    public static implicit operator Margins(int all) => new(all, all, all, all);

    /// <summary>The same number on every side.</summary>
    public static Margins FromInt32(int all) => all;
}
