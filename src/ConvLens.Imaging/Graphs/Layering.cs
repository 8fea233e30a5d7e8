namespace ConvLens.Imaging.Graphs;

/// <summary>A graph on layers [sugiyama1981]: each vertex lies below all it reads, and an edge over several layers passes each one between in a bend of its own.</summary>
/// <remarks>Vertices are the boxes by their number, then the bends.</remarks>
internal sealed class Layering
{
    public Layering(Graph graph)
    {
        Boxes = graph.Boxes.Count;
        int[] layers = new int[Boxes];
        foreach ((int from, int to) in graph.Edges.OrderBy(edge => edge.To)) layers[to] = Math.Max(layers[to], layers[from] + 1);
        foreach (int box in Enumerable.Range(0, Boxes)) AddVertex(layers[box]);
        foreach ((int from, int to) in graph.Edges)
        {
            List<int> route = [from];
            for (int layer = layers[from] + 1; layer < layers[to]; layer++) route.Add(AddVertex(layer));
            route.Add(to);
            Routes.Add(route);
            for (int i = 1; i < route.Count; i++)
            {
                Below[route[i - 1]].Add(route[i]);
                Above[route[i]].Add(route[i - 1]);
            }
        }
    }

    /// <summary>Number of boxes; a vertex from there on is a bend.</summary>
    public int Boxes { get; }

    /// <summary>The vertices of each layer, from left to right.</summary>
    public List<List<int>> Layers { get; } = [];

    /// <summary>The neighbours of each vertex in the layer above.</summary>
    public List<List<int>> Above { get; } = [];

    /// <summary>The neighbours of each vertex in the layer below.</summary>
    public List<List<int>> Below { get; } = [];

    /// <summary>The vertices that each edge passes, its ends included.</summary>
    public List<List<int>> Routes { get; } = [];

    private int AddVertex(int layer)
    {
        int vertex = Above.Count;
        while (Layers.Count <= layer) Layers.Add([]);
        Layers[layer].Add(vertex);
        Above.Add([]);
        Below.Add([]);
        return vertex;
    }
}
