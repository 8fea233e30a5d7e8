namespace ConvLens.Compute.Layout;

/// <summary>A sparse matrix for one axis: row t says from which positions, and with which weights, number t of the target is summed.</summary>
/// <remarks>A row without entries stands for a position outside, whose value is said when the matrix is applied.</remarks>
public sealed class AxisWeights
{
    /// <summary>The matrix row by row.</summary>
    /// <param name="sourceExtent">Positions of the source along the axis.</param>
    /// <param name="rows">Positions 0 … <paramref name="sourceExtent"/> − 1 and weights, in the order of the sum.</param>
    /// <exception cref="ArgumentException">A position lies outside.</exception>
    public AxisWeights(int sourceExtent, IEnumerable<IEnumerable<(int Position, double Weight)>> rows)
    {
        List<int> starts = [0], positions = [];
        List<float> weights = [];
        foreach (IEnumerable<(int Position, double Weight)> row in rows)
        {
            foreach ((int position, double weight) in row)
            {
                if (position < 0 || position >= sourceExtent) throw new ArgumentException($"position {position} lies outside an axis of {sourceExtent}", nameof(rows));
                positions.Add(position);
                weights.Add((float)weight);
            }

            starts.Add(positions.Count);
        }

        (SourceExtent, Starts, Positions, Weights) = (sourceExtent, [.. starts], [.. positions], [.. weights]);
    }

    /// <summary>Positions of the source.</summary>
    public int SourceExtent { get; }

    /// <summary>Positions of the target.</summary>
    public int TargetExtent => Starts.Length - 1;

    internal int[] Starts { get; }

    internal int[] Positions { get; }

    internal float[] Weights { get; }

    /// <summary>The transposed matrix: how signals go back.</summary>
    public AxisWeights Transpose()
    {
        List<(int, double)>[] rows = [.. Enumerable.Range(0, SourceExtent).Select(_ => new List<(int, double)>())];
        for (int target = 0; target < TargetExtent; target++)
            for (int entry = Starts[target]; entry < Starts[target + 1]; entry++) rows[Positions[entry]].Add((target, Weights[entry]));
        return new(TargetExtent, rows);
    }
}
