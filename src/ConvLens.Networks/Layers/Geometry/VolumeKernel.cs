using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Layers.Geometry;

/// <summary>What convolutions over volumes share: numbers for depth, rows and columns.</summary>
/// <param name="Outputs">Output channels O.</param>
/// <param name="Kernel">The kernel's depth, rows and columns.</param>
public abstract record VolumeKernel(int Outputs, ValueList<int> Kernel) : Layer
{
    /// <summary>Positions from one place of the kernel to the next. Default 1.</summary>
    public ValueList<int> Stride { get; init; } = [1, 1, 1];

    /// <summary>Padding before each axis. Default 0.</summary>
    public ValueList<int> Before { get; init; } = [0, 0, 0];

    /// <summary>Padding behind each axis. Default 0.</summary>
    public ValueList<int> After { get; init; } = [0, 0, 0];

    /// <summary>Positions from one kernel tap to the next. Default 1.</summary>
    public ValueList<int> Dilation { get; init; } = [1, 1, 1];

    /// <summary>Independent groups of channels; C and O must be multiples of it. Default 1.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether a bias is added. Default true.</summary>
    public bool Bias { get; init; } = true;

    /// <inheritdoc/>
    public override LocalWindow? Window => null;

    private protected void RequireSound(Shape input)
    {
        RequireRank(input, 5, "N×C×D×H×W");
        foreach (ValueList<int> list in (ValueList<int>[])[Kernel, Stride, Before, After, Dilation])
            if (list.Count != 3) throw new LayerShapeException($"its kernel, stride, padding and dilation need three numbers each, found {list}");
        if (Groups < 1 || Outputs < 1 || input.C % Groups != 0 || Outputs % Groups != 0) throw new LayerShapeException($"its {input.C} input and {Outputs} output channels must be multiples of its {Groups} groups");
        if (Kernel.Concat(Stride).Concat(Dilation).Min() < 1) throw new LayerShapeException($"its kernel, stride and dilation must be at least 1, found {Kernel}, {Stride} and {Dilation}");
        if (Before.Concat(After).Min() < 0) throw new LayerShapeException($"its padding must be at least 0, found {Before} and {After}");
    }
}
