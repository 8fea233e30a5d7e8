namespace ConvLens.Imaging.Codecs;

/// <summary>Tells formats apart by the first bytes of a file; its name is never asked.</summary>
public static class PictureSignature
{
    /// <summary>First bytes that decide: all that <see cref="Find"/> looks at.</summary>
    public const int Length = 12;

    /// <summary>The format, or null where the bytes begin no picture.</summary>
    public static PictureFormat? Find(ReadOnlySpan<byte> start) => start switch
    {
        // Also with damaged line ends, so that a PNG spoilt on its way is told what it lost.
        [_, (byte)'P', (byte)'N', (byte)'G', ..] or [0x89, _, (byte)'N', (byte)'G', ..] => PictureFormat.Png,
        [0xFF, 0xD8, 0xFF, ..] => PictureFormat.Jpeg,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => PictureFormat.WebP,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => PictureFormat.Gif,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => PictureFormat.Tiff,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => PictureFormat.Avif,
        [(byte)'B', (byte)'M', ..] => PictureFormat.Bmp,
        _ => null,
    };
}
