using ConvLens.Imaging.Tones;

namespace ConvLens.Figures;

/// <summary>A result made visible. The same record gives the same bytes.</summary>
/// <param name="Name">File name without extension; whatever is given is brought into the form of <see cref="FileStem"/>.</param>
/// <param name="Caption">One or two sentences: what is seen and how to read it.</param>
public abstract record Figure(string Name, string Caption)
{
    /// <summary>File name without extension, in <c>a-z</c>, <c>0-9</c> and <c>-</c>.</summary>
    public string Name { get; init => field = FileStem.Of(value); } = FileStem.Of(Name);

    /// <summary>The tone range of each group of tiles, by the group's name; empty for charts.</summary>
    public abstract IReadOnlyDictionary<string, ToneRange> Ranges { get; }

    /// <summary>The drawing as one <c>&lt;svg&gt;</c> element, to stand inside a page or, as a file, on its own.</summary>
    public abstract string ToSvg();
}
