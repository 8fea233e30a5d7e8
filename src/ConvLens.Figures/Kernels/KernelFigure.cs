using ConvLens.Compute.Tensors;
using ConvLens.Imaging.Sheets;
using ConvLens.Imaging.Tones;
using ConvLens.Insight.Diagnostics;

namespace ConvLens.Figures.Kernels;

/// <summary>The kernels of one convolution, all in one range symmetric about zero.</summary>
public static class KernelFigure
{
    /// <summary>The most kernels drawn of a layer whose kernels read one plane or three; of more, the first.</summary>
    public const int MaxKernels = 256;

    /// <summary>The most rows (outputs) of a layer whose kernels read other numbers of planes; of more, the first.</summary>
    public const int MaxOutputs = 64;

    /// <summary>The most columns (inputs) of such a layer; of more, the first.</summary>
    public const int MaxInputs = 16;

    /// <summary>One tile a kernel where it reads one plane or, in colour, three; otherwise a row an output and a column an input. 1×1 kernels make one matrix.</summary>
    /// <param name="kernels">The weights: [O, I, rows, columns].</param>
    /// <param name="name">File name without extension.</param>
    /// <exception cref="ArgumentException">The weights have another rank.</exception>
    public static SheetFigure Draw(KernelMaps kernels, string name)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        Shape shape = kernels.Weights.Shape;
        if (shape.Rank != 4) throw new ArgumentException($"kernels are [O, I, rows, columns], found {shape} at {kernels.Node}", nameof(kernels));
        (Sheet sheet, string reading) = shape switch
        {
            { H: 1, W: 1 } => KernelSheets.Matrix(kernels),
            { C: 1 or 3 } => KernelSheets.List(kernels),
            _ => KernelSheets.Table(kernels),
        };
        string caption = $"The weights of {kernels.Node}: {reading}.";
        return new(name, caption, sheet, new OrderedDictionary<string, ToneRange> { ["kernels"] = sheet.Legend!.Range }, kernels.Weights);
    }
}
