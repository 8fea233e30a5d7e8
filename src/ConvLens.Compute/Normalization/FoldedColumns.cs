namespace ConvLens.Compute.Normalization;

/// <summary>How a matrix [rows, columns] is walked: where columns are few, sixteen rows are taken as one of sixteen times the columns, so that no lane is left empty and no chain of sums grows long.</summary>
/// <param name="Length">Numbers of the matrix.</param>
/// <param name="Columns">Columns of the matrix.</param>
/// <param name="MostItems">The most items: as many as there may be partial sums.</param>
/// <param name="SampleRows">Rows as they are walked that go together into an item. Default: each may go into any.</param>
internal readonly record struct FoldedColumns(int Length, int Columns, int MostItems = 32, int SampleRows = 1)
{
    // Numbers of an item: enough that items are few beside what they do, few enough that all threads are busy.
    private const int Fold = 16, FewColumns = 64, ItemLength = 1 << 16;

    // Parts of whole samples are also the items of whoever writes them: so many that threads hardly wait for the last.
    private const int MostParts = 64, FewestParts = 16;

    /// <summary>Numbers of a row as it is walked; the last row may have fewer.</summary>
    public int Width => Columns < FewColumns ? Fold * Columns : Columns;

    /// <summary>Rows as they are walked.</summary>
    public int Rows => RoundUp.Quotient(Length, Width);

    /// <summary>Rows of an item; the last has what is left.</summary>
    public int ItemRows => RoundUp.Multiple(Math.Max(RoundUp.Quotient(Rows, MostItems), Math.Max(1, ItemLength / Width)), SampleRows);

    /// <summary>Number of items.</summary>
    public int Items => RoundUp.Quotient(Rows, ItemRows);

    /// <summary>Items of whole samples, where they are several rows each and there are enough of them; else as without samples.</summary>
    public static FoldedColumns OfSamples(int length, int columns, int samples)
    {
        FoldedColumns folded = new(length, columns);
        int sample = length / samples;
        if (sample % folded.Width != 0) return folded;
        FoldedColumns parts = new(length, columns, MostParts, sample / folded.Width);
        return parts.Items >= FewestParts ? parts : folded;
    }

    /// <summary>Whole rows of an item.</summary>
    public int WholeRows(int item) => Math.Clamp((Length / Width) - (item * ItemRows), 0, ItemRows);

    /// <summary>Numbers of the short row behind an item's whole ones; 0 for all items but the last.</summary>
    public int Rest(int item) => item == Items - 1 ? Length % Width : 0;

    /// <summary>One number a column, repeated along a row.</summary>
    public static void Repeat(ReadOnlySpan<float> factors, Span<float> repeated)
    {
        for (int j = 0; j < repeated.Length; j += factors.Length) factors.CopyTo(repeated[j..]);
    }

    /// <summary>Adds up a row's numbers of each column.</summary>
    public static void Join(ReadOnlySpan<float> row, Span<float> sums)
    {
        sums.Clear();
        for (int first = 0; first < row.Length; first += sums.Length)
            for (int j = 0; j < sums.Length; j++) sums[j] += row[first + j];
    }
}
