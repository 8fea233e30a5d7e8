namespace ConvLens.Imaging.Graphs;

/// <summary>Puts the vertices of each layer, in their order and without touching, as near as possible to the mean of their neighbours.</summary>
internal static class Placement
{
    // Odd: the last one goes down, which leaves chains straight below what they begin at.
    private const int Sweeps = 25;
    private const double BoxGap = 22, BendGap = 12;

    // Edges between bends pull hardest, so that long edges run straight down.
    private const double BendPull = 8;

    /// <summary>The middle of each vertex.</summary>
    public static double[] Run(Layering layering, IReadOnlyList<double> widths)
    {
        double[] x = new double[widths.Count];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool up = sweep % 2 == 1;
            foreach (List<int> layer in up ? layering.Layers.AsEnumerable().Reverse() : layering.Layers)
                PlaceLayer(layering, layer, widths, x, up ? layering.Below : layering.Above);
        }

        double left = Enumerable.Range(0, x.Length).Min(vertex => x[vertex] - (widths[vertex] / 2));
        return [.. x.Select(middle => middle - left)];
    }

    /// <summary>Least squares with fixed distances at least: once these are taken off, a regression that must not fall, solved by pooling neighbours that would.</summary>
    private static void PlaceLayer(Layering layering, List<int> layer, IReadOnlyList<double> widths, double[] x, List<List<int>> neighbours)
    {
        List<(double Sum, double Weight, int Count)> pools = [];
        double[] offsets = new double[layer.Count];
        for (int i = 0; i < layer.Count; i++)
        {
            if (i > 0) offsets[i] = offsets[i - 1] + ((widths[layer[i - 1]] + widths[layer[i]]) / 2) + (Math.Max(layer[i - 1], layer[i]) < layering.Boxes ? BoxGap : BendGap);
            (double wish, double weight) = Wish(layering, layer[i], x, neighbours[layer[i]]);
            (double Sum, double Weight, int Count) pool = ((wish - offsets[i]) * weight, weight, 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Weight > pool.Sum / pool.Weight)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Weight + pools[^1].Weight, pool.Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        int next = 0;
        foreach ((double sum, double weight, int count) in pools)
            for (int i = 0; i < count; i++, next++) x[layer[next]] = (sum / weight) + offsets[next];
    }

    private static (double Place, double Weight) Wish(Layering layering, int vertex, double[] x, List<int> neighbours)
    {
        double sum = 0, weight = 0;
        foreach (int neighbour in neighbours)
        {
            double pull = vertex >= layering.Boxes && neighbour >= layering.Boxes ? BendPull : 1;
            (sum, weight) = (sum + (pull * x[neighbour]), weight + pull);
        }

        return weight > 0 ? (sum / weight, weight) : (x[vertex], 0.1);
    }
}
