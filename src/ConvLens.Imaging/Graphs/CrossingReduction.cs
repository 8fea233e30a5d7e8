namespace ConvLens.Imaging.Graphs;

/// <summary>Orders the vertices of each layer by the mean place of their neighbours, down and up in turns, and keeps the order with the fewest crossings [sugiyama1981].</summary>
internal static class CrossingReduction
{
    private const int Sweeps = 12;

    public static void Run(Layering layering)
    {
        List<int>[] best = Copy(layering);
        long fewest = Crossings(layering);
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            Sweep(layering, down: sweep % 2 == 0);
            if (Crossings(layering) is var crossings && crossings >= fewest) continue;
            (best, fewest) = (Copy(layering), crossings);
        }

        for (int layer = 0; layer < best.Length; layer++) layering.Layers[layer] = best[layer];
    }

    private static void Sweep(Layering layering, bool down)
    {
        double[] place = new double[layering.Above.Count];
        foreach (int layer in down ? Enumerable.Range(0, layering.Layers.Count) : Enumerable.Range(0, layering.Layers.Count).Reverse())
        {
            List<int> vertices = layering.Layers[layer];
            for (int i = 0; i < vertices.Count; i++) place[vertices[i]] = i;
            // A stable sort: those without neighbours, and equals, stay as they were.
            double Mean(int vertex) => (down ? layering.Above : layering.Below)[vertex] is { Count: > 0 } neighbours ? neighbours.Average(neighbour => place[neighbour]) : place[vertex];
            layering.Layers[layer] = [.. vertices.OrderBy(Mean)];
            for (int i = 0; i < vertices.Count; i++) place[layering.Layers[layer][i]] = i;
        }
    }

    private static long Crossings(Layering layering)
    {
        long crossings = 0;
        int[] place = new int[layering.Above.Count];
        foreach (List<int> vertices in layering.Layers)
            for (int i = 0; i < vertices.Count; i++) place[vertices[i]] = i;
        foreach (List<int> vertices in layering.Layers)
        {
            int[] ends = [.. vertices.SelectMany(vertex => layering.Below[vertex].Select(below => place[below]).Order())];
            for (int i = 0; i < ends.Length; i++)
                for (int j = i + 1; j < ends.Length; j++) crossings += ends[j] < ends[i] ? 1 : 0;
        }

        return crossings;
    }

    private static List<int>[] Copy(Layering layering) => [.. layering.Layers.Select(vertices => vertices.ToList())];
}
