using ConvLens.Compute.Tensors;
using ConvLens.Figures.Tiles;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Kernels;

/// <summary>The three forms of <see cref="KernelFigure"/>, each with how to read it.</summary>
internal static class KernelSheets
{
    private const string Signs = "red is positive, blue negative, and near-white zero";

    /// <summary>One tile an output.</summary>
    public static (Sheet Sheet, string Reading) List(KernelMaps kernels)
    {
        Shape shape = kernels.Weights.Shape;
        bool isColour = shape.C == 3;
        Picture[] pictures = Picture.Samples(kernels.Weights), shown = [.. pictures.Take(KernelFigure.MaxKernels)];
        ToneMap tone = Tones.OfSigned(kernels.Weights.Values, isColour);
        Sheet sheet = new(Title(kernels), [new([.. shown.Select((picture, o) => picture.ToTile(tone, $"{kernels.Node}:{o}"))])])
        {
            Legend = tone,
            LegendLabel = isColour ? "weight in each of red, green and blue; all kernels share this range" : "weight; all kernels share this range",
            Footnotes = [.. Remarks.OnLeftOut(shown.Length, pictures.Length, "kernels"), .. Remarks.OnNotFinite(shown)],
        };
        return (sheet, isColour ? "red, green and blue are the three planes a kernel reads, and mid-grey is zero" : Signs);
    }

    /// <summary>A row an output, a column an input.</summary>
    public static (Sheet Sheet, string Reading) Table(KernelMaps kernels)
    {
        Shape shape = kernels.Weights.Shape;
        int outputs = Math.Min(shape.N, KernelFigure.MaxOutputs), inputs = Math.Min(shape.C, KernelFigure.MaxInputs);
        Picture[] pictures = Picture.Planes(kernels.Weights);
        ToneMap tone = Tones.OfSigned(kernels.Weights.Values, false);
        SheetRow Row(int o) => new([.. Enumerable.Range(0, inputs).Select(i => pictures[(o * shape.C) + i].ToTile(tone, $"{o} ← {i}"))]);
        Sheet sheet = new(Title(kernels), [.. Enumerable.Range(0, outputs).Select(Row)])
        {
            Subtitle = "o ← i is the kernel through which output map o reads input map i.",
            Columns = inputs,
            TileSize = 45,
            Legend = tone,
            LegendLabel = "weight; all kernels share this range",
            Footnotes = [.. OnLeftOut(shape, outputs, inputs), .. Remarks.OnNotFinite(pictures)],
        };
        return (sheet, $"a row for each output map, a column for each input map it reads; {Signs}");
    }

    /// <summary>One matrix of squares: a row an output, a column an input.</summary>
    public static (Sheet Sheet, string Reading) Matrix(KernelMaps kernels)
    {
        Shape shape = kernels.Weights.Shape;
        int outputs = Math.Min(shape.N, KernelFigure.MaxKernels), inputs = Math.Min(shape.C, KernelFigure.MaxKernels);
        float[] values = [.. kernels.Weights.ToLogical().Chunk(shape.C).Take(outputs).SelectMany(row => row.Take(inputs))];
        Picture matrix = new(values, outputs, inputs);
        ToneMap tone = Tones.OfSigned(kernels.Weights.Values, false);
        Tile tile = new(CellGrid.Draw(values, inputs, tone), $"{kernels.Node}:0 … {outputs - 1}", matrix.Remark);
        Sheet sheet = new(Title(kernels), [new([tile])])
        {
            Subtitle = "One row for each output map, from the top; one column for each input map it reads.",
            TileSize = 1,
            Legend = tone,
            LegendLabel = "weight",
            Footnotes = [.. OnLeftOut(shape, outputs, inputs), .. Remarks.OnNotFinite([matrix])],
        };
        return (sheet, $"a row for each output map, a column for each input map it reads; {Signs}");
    }

    private static string Title(KernelMaps kernels)
    {
        Shape shape = kernels.Weights.Shape;
        return $"{kernels.Node}: {Remarks.Count(shape.N, "kernel")} of {(shape.C == 1 ? "" : $"{shape.C}×")}{shape.H}×{shape.W}";
    }

    private static IEnumerable<string> OnLeftOut(Shape shape, int outputs, int inputs)
    {
        if (outputs < shape.N || inputs < shape.C)
            yield return $"Shown are the first {outputs} of {Remarks.Count(shape.N, "output")} and the first {inputs} of "
                + $"{Remarks.Count(shape.C, "input")}; the range is that of all.";
    }
}
