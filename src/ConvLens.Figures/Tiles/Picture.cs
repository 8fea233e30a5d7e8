using ConvLens.Compute.Tensors;
using ConvLens.Imaging.Rasters;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Text;
using ConvLens.Imaging.Tones;

namespace ConvLens.Figures.Tiles;

/// <summary>Numbers to be drawn as one tile: a single map, or three planes that are red, green and blue.</summary>
/// <param name="Values">Plane by plane, row by row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="IsColour">Whether there are three planes.</param>
internal sealed record Picture(ReadOnlyMemory<float> Values, int Height, int Width, bool IsColour = false)
{
    /// <summary>What the numbers have of note besides their range; null for nothing.</summary>
    public string? Remark
    {
        get
        {
            ReadOnlySpan<float> values = Values.Span;
            int strange = NotFinite;
            if (strange > 0) return strange == values.Length ? "nothing finite" : $"{strange} of {values.Length} not finite";
            return values.ContainsAnyExcept(values[0]) ? null : values[0] == 0 ? "all 0" : $"constant {CompactNumber.Format(values[0])}";
        }
    }

    /// <summary>Whether every number is zero, as where a filter never fired.</summary>
    public bool IsZero => !Values.Span.ContainsAnyExcept(0f);

    /// <summary>How many numbers are NaN or infinite.</summary>
    public int NotFinite
    {
        get
        {
            int count = 0;
            foreach (float value in Values.Span)
                if (!float.IsFinite(value)) count++;
            return count;
        }
    }

    /// <summary>Each channel of [1, C, H, W] or each kernel of [O, 1, h, w] by itself.</summary>
    public static Picture[] Planes(Tensor maps) => Cut(maps, maps.Shape.N * maps.Shape.C, maps.Shape.H, false);

    /// <summary>Each sample of [N, C, H, W]: in colour where C is 3, otherwise its channels one above the other.</summary>
    public static Picture[] Samples(Tensor pictures)
    {
        bool isColour = pictures.Shape.C == 3;
        return Cut(pictures, pictures.Shape.N, isColour ? pictures.Shape.H : pictures.Shape.C * pictures.Shape.H, isColour);
    }

    /// <summary>The picture with the words under it; what it has of note follows the note.</summary>
    public Tile ToTile(ToneMap tone, string caption, string? note = null)
    {
        Raster raster = IsColour ? ColorPlanes.Render(Values.Span, Width, Height, tone.Range) : tone.Render(Values.Span, Width, Height);
        return new(raster, caption, note is null ? Remark : Remark is null ? note : $"{note} · {Remark}");
    }

    private static Picture[] Cut(Tensor tensor, int count, int height, bool isColour)
    {
        float[] values = tensor.ToLogical();
        int size = values.Length / count;
        return [.. Enumerable.Range(0, count).Select(i => new Picture(values.AsMemory(i * size, size), height, tensor.Shape.W, isColour))];
    }
}
