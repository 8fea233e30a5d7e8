namespace ConvLens.Compute.Convolution;

/// <summary>How a convolution's batch is cut where lanes are samples: an item is sixteen samples and a band of output rows.</summary>
internal sealed unsafe class SampleBands
{
    // The most that lines in a near cache may take, and the fewest items that keep several threads busy.
    private const int MostFloats = 1 << 17, FewestItems = 16;

    private readonly ConvolutionGeometry _geometry;

    /// <summary>Cuts a batch.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="most">Output rows of a band at most.</param>
    /// <param name="stack">Rows that go together.</param>
    public SampleBands(ConvolutionGeometry geometry, int most, int stack = 1)
    {
        _geometry = geometry;
        Groups = RoundUp.Quotient(geometry.Input.N, SampleLanes.Count);
        LineLength = geometry.PaddedColumns * geometry.Input.C * SampleLanes.Count;
        int bands = Math.Max(RoundUp.Quotient(FewestItems, Groups), RoundUp.Quotient(geometry.OutputRows, most));
        Rows = RoundUp.Quotient(geometry.OutputRows, bands * stack) * stack;
        Count = RoundUp.Quotient(geometry.OutputRows, Rows);
    }

    /// <summary>Groups of sixteen samples; the last may have fewer.</summary>
    public int Groups { get; }

    /// <summary>Bands of a picture.</summary>
    public int Count { get; }

    /// <summary>Output rows of a band; the last may have fewer.</summary>
    public int Rows { get; }

    /// <summary>Floats of an input line with the padding at its ends, of sixteen samples.</summary>
    public int LineLength { get; }

    /// <summary>Whether a number of floats is few enough for lines of sixteen samples to stay near.</summary>
    public static bool Fits(long floats) => floats <= MostFloats;

    /// <summary>First output row of a band and the row after its last.</summary>
    public (int Top, int Bottom) Outputs(int band) => (band * Rows, Math.Min((band + 1) * Rows, _geometry.OutputRows));

    /// <summary>First input row that a band needs and the row after the last, within the picture.</summary>
    public (int First, int End) Inputs(int top, int bottom) =>
        (Math.Max(0, (top * _geometry.StrideRows) - _geometry.PadTop),
         Math.Min(_geometry.Input.H, ((bottom - 1) * _geometry.StrideRows) - _geometry.PadTop + (_geometry.DilationRows * (_geometry.KernelRows - 1)) + 1));

    /// <summary>Joins an input row of a group of samples, with zeros at both ends.</summary>
    public void JoinInput(float* x, int group, int row, float* line)
    {
        int rowLength = _geometry.Input.W * _geometry.Input.C, left = _geometry.PadLeft * _geometry.Input.C * SampleLanes.Count, inside = rowLength * SampleLanes.Count;
        new Span<float>(line, left).Clear();
        SampleLanes.Join(x + ((((long)group * SampleLanes.Count * _geometry.Input.H) + row) * rowLength), _geometry.Input.H * rowLength, Samples(group), rowLength, line + left);
        new Span<float>(line + left + inside, LineLength - left - inside).Clear();
    }

    /// <summary>Samples of a group.</summary>
    public int Samples(int group) => Math.Min(SampleLanes.Count, _geometry.Input.N - (group * SampleLanes.Count));
}
