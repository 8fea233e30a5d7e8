using ConvLens.Compute.Tensors;

namespace ConvLens.Compute.Convolution;

/// <summary>Every number a convolution kernel needs: input [N, C, H, W], weights [O, C / groups, kernel rows, kernel columns], output [N, O, …].</summary>
/// <remarks>Derived numbers are computed once: kernels ask for them in their loops. Output extent = ⌊(H + padding − dilation · (kernel − 1) − 1) / stride⌋ + 1 per axis. The caller has checked that it is at least 1.</remarks>
/// <param name="Input">The input's shape.</param>
/// <param name="Outputs">Output channels O, a multiple of the groups.</param>
/// <param name="KernelRows">Kernel height.</param>
/// <param name="KernelColumns">Kernel width.</param>
/// <param name="StrideRows">Input rows from one output row to the next.</param>
/// <param name="StrideColumns">Input columns from one output column to the next.</param>
/// <param name="PadTop">Rows of zeros above.</param>
/// <param name="PadLeft">Columns of zeros to the left.</param>
/// <param name="PadBottom">Rows of zeros below.</param>
/// <param name="PadRight">Columns of zeros to the right.</param>
/// <param name="DilationRows">Input rows from one kernel row to the next.</param>
/// <param name="DilationColumns">Input columns from one kernel column to the next.</param>
/// <param name="Groups">Independent groups that channels and outputs are cut into.</param>
public sealed record ConvolutionGeometry(
    Shape Input, int Outputs, int KernelRows, int KernelColumns, int StrideRows, int StrideColumns,
    int PadTop, int PadLeft, int PadBottom, int PadRight, int DilationRows, int DilationColumns, int Groups)
{
    /// <summary>Input channels of one group.</summary>
    public int GroupChannels { get; } = Input.C / Groups;

    /// <summary>Output channels of one group.</summary>
    public int GroupOutputs { get; } = Outputs / Groups;

    /// <summary>Numbers of one patch of one group: the length of every sum.</summary>
    public int PatchLength { get; } = KernelRows * KernelColumns * (Input.C / Groups);

    /// <summary>Rows of the padded input.</summary>
    public int PaddedRows { get; } = Input.H + PadTop + PadBottom;

    /// <summary>Columns of the padded input.</summary>
    public int PaddedColumns { get; } = Input.W + PadLeft + PadRight;

    /// <summary>Output rows.</summary>
    public int OutputRows { get; } = ((Input.H + PadTop + PadBottom - (DilationRows * (KernelRows - 1)) - 1) / StrideRows) + 1;

    /// <summary>Output columns.</summary>
    public int OutputColumns { get; } = ((Input.W + PadLeft + PadRight - (DilationColumns * (KernelColumns - 1)) - 1) / StrideColumns) + 1;

    /// <summary>The output's shape.</summary>
    public Shape Output { get; } =
    [
        Input.N, Outputs,
        ((Input.H + PadTop + PadBottom - (DilationRows * (KernelRows - 1)) - 1) / StrideRows) + 1,
        ((Input.W + PadLeft + PadRight - (DilationColumns * (KernelColumns - 1)) - 1) / StrideColumns) + 1,
    ];

    /// <summary>The shape of the input with its padding.</summary>
    public Shape Padded { get; } = [Input.N, Input.C, Input.H + PadTop + PadBottom, Input.W + PadLeft + PadRight];

    /// <summary>Whether <see cref="Rotated"/> is a convolution: stride 1, one group, and no more padding than the kernel reaches.</summary>
    internal bool CanRotate =>
        this is { StrideRows: 1, StrideColumns: 1, Groups: 1 } && Math.Max(PadTop, PadBottom) <= DilationRows * (KernelRows - 1) && Math.Max(PadLeft, PadRight) <= DilationColumns * (KernelColumns - 1);

    /// <summary>The convolution that input and output belong to when they change places: its kernels are these rotated by half a turn.</summary>
    internal ConvolutionGeometry Rotated()
    {
        int reachRows = DilationRows * (KernelRows - 1), reachColumns = DilationColumns * (KernelColumns - 1);
        return new(Output, Input.C, KernelRows, KernelColumns, 1, 1, reachRows - PadTop, reachColumns - PadLeft, reachRows - PadBottom, reachColumns - PadRight, DilationRows, DilationColumns, 1);
    }

    /// <summary>Whether any side is padded.</summary>
    public bool HasPadding => (PadTop | PadLeft | PadBottom | PadRight) != 0;

    /// <summary>Whether a kernel row's numbers are neighbours in memory, so that a patch has one run a row rather than one a pixel.</summary>
    internal bool RowsAreRuns { get; } = Groups == 1 && (DilationColumns == 1 || KernelColumns == 1);

    /// <summary>Where the runs of a patch start, from its first number on, in the padded input.</summary>
    internal int[] PatchRuns()
    {
        int rowPitch = DilationRows * PaddedColumns * Input.C, columnPitch = DilationColumns * Input.C;
        return RowsAreRuns
            ? [.. Enumerable.Range(0, KernelRows).Select(row => row * rowPitch)]
            : [.. Enumerable.Range(0, KernelRows * KernelColumns).Select(tap => (tap / KernelColumns * rowPitch) + (tap % KernelColumns * columnPitch))];
    }

    /// <summary>Length of each run of <see cref="PatchRuns"/>.</summary>
    internal int RunLength { get; } = (Groups == 1 && (DilationColumns == 1 || KernelColumns == 1) ? KernelColumns : 1) * (Input.C / Groups);
}
