namespace ConvLens.Imaging.Sheets;

/// <summary>How a kind of text on a sheet is set.</summary>
/// <param name="Size">Font size in pixels.</param>
/// <param name="IsStrong">Semibold, where the font has it.</param>
/// <param name="IsMuted">In softer ink.</param>
internal sealed record SheetType(int Size, bool IsStrong = false, bool IsMuted = false)
{
    public static SheetType Title { get; } = new(18, IsStrong: true);

    public static SheetType Subtitle { get; } = new(13, IsMuted: true);

    public static SheetType Heading { get; } = new(14, IsStrong: true);

    public static SheetType Caption { get; } = new(12);

    public static SheetType Note { get; } = new(11, IsMuted: true);
}
