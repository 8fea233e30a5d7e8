namespace ConvLens.Compute.Convolution;

/// <summary>How a convolution's batch is cut where lanes are samples: an item is sixteen samples and a band of output rows, so that its lines stay in a near cache.</summary>
internal sealed unsafe class SampleBands
{
    // What a near cache holds beside weights, and the fewest items that keep several threads busy.
    private const int CacheFloats = 3 << 15, FewestItems = 16;

    private readonly ConvolutionGeometry _geometry;

    /// <summary>Cuts a batch.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="rowFloats">Floats beside the input that each output row of a band takes.</param>
    public SampleBands(ConvolutionGeometry geometry, int rowFloats)
    {
        _geometry = geometry;
        Groups = (geometry.Input.N + SampleLanes.Count - 1) / SampleLanes.Count;
        LineLength = LineFloats(geometry);
        int perRow = (geometry.StrideRows * LineLength) + rowFloats, room = CacheFloats - (geometry.DilationRows * (geometry.KernelRows - 1) * LineLength);
        int bands = Math.Max((FewestItems + Groups - 1) / Groups, (geometry.OutputRows + Math.Max(1, room / perRow) - 1) / Math.Max(1, room / perRow));
        Rows = (geometry.OutputRows + bands - 1) / bands;
        Count = (geometry.OutputRows + Rows - 1) / Rows;
        InputLength = (((Rows - 1) * geometry.StrideRows) + (geometry.DilationRows * (geometry.KernelRows - 1)) + 1) * LineLength;
    }

    /// <summary>Groups of sixteen samples; the last may have fewer.</summary>
    public int Groups { get; }

    /// <summary>Bands of a picture.</summary>
    public int Count { get; }

    /// <summary>Output rows of a band; the last may have fewer.</summary>
    public int Rows { get; }

    /// <summary>Floats of an input line with the padding at its ends, of sixteen samples.</summary>
    public int LineLength { get; }

    /// <summary>Floats of the input lines of a band.</summary>
    public int InputLength { get; }

    /// <summary>Whether the lines that one output row needs fit a near cache.</summary>
    public static bool Fits(ConvolutionGeometry geometry) =>
        ((((long)geometry.DilationRows * (geometry.KernelRows - 1)) + 1) * geometry.PaddedColumns * geometry.Input.C) + ((long)geometry.OutputColumns * geometry.Outputs) <= CacheFloats / SampleLanes.Count;

    /// <summary>First output row of a band and the row after its last.</summary>
    public (int Top, int Bottom) Outputs(int band) => (band * Rows, Math.Min((band + 1) * Rows, _geometry.OutputRows));

    /// <summary>First input row that a band needs and the row after the last, within the picture.</summary>
    public (int First, int End) Inputs(int top, int bottom) =>
        (Math.Max(0, (top * _geometry.StrideRows) - _geometry.PadTop),
         Math.Min(_geometry.Input.H, ((bottom - 1) * _geometry.StrideRows) - _geometry.PadTop + (_geometry.DilationRows * (_geometry.KernelRows - 1)) + 1));

    /// <summary>Joins input rows <paramref name="first"/> … <paramref name="end"/> − 1 of a group of samples, with zeros at both ends of each line.</summary>
    public void JoinInput(float* x, int group, int first, int end, float* lines)
    {
        int rowLength = _geometry.Input.W * _geometry.Input.C, left = _geometry.PadLeft * _geometry.Input.C * SampleLanes.Count, inside = rowLength * SampleLanes.Count;
        for (int row = first; row < end; row++, lines += LineLength)
        {
            new Span<float>(lines, left).Clear();
            SampleLanes.Join(
                x + ((((long)group * SampleLanes.Count * _geometry.Input.H) + row) * rowLength), (long)_geometry.Input.H * rowLength, Samples(group), rowLength, lines + left);
            new Span<float>(lines + left + inside, LineLength - left - inside).Clear();
        }
    }

    /// <summary>Samples of a group.</summary>
    public int Samples(int group) => Math.Min(SampleLanes.Count, _geometry.Input.N - (group * SampleLanes.Count));

    private static int LineFloats(ConvolutionGeometry geometry) => geometry.PaddedColumns * geometry.Input.C * SampleLanes.Count;
}
