using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>The order of a walk back: from the seeds down to what is asked for, and where the signals of each node's inputs go.</summary>
internal sealed class BackwardRoute
{
    private readonly List<Place[]> _places = [];
    private readonly int[] _seeds, _sources;

    private BackwardRoute(int[] seeds, int nodes) => (_seeds, _sources, Reached) = (seeds, [.. Enumerable.Range(0, nodes)], new bool[nodes]);

    /// <summary>What becomes of the signal at one input: nobody asks, it is the input's first, or it is added to what is there.</summary>
    private enum Place
    {
        Nowhere,
        First,
        Added,
    }

    /// <summary>The nodes in the order of the walk.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Which nodes get a signal.</summary>
    public bool[] Reached { get; }

    /// <summary>The route from seeds to the nodes asked for, and to all parameters if their gradients are.</summary>
    /// <param name="workspace">Network and executors.</param>
    /// <param name="forward">The pass before.</param>
    /// <param name="seeds">Where signals begin.</param>
    /// <param name="asked">Whose signals are read afterwards.</param>
    /// <param name="parameters">Whether gradients to parameters are.</param>
    /// <param name="takers">For each rectifier that the node before takes in, that node; −1 for others. Both then have the rectifier's signal.</param>
    /// <param name="overwrites">Which nodes may write the signal of an input over their own.</param>
    public static BackwardRoute Of(Workspace workspace, ForwardPlan forward, int[] seeds, bool[] asked, bool parameters, int[] takers, bool[] overwrites)
    {
        Network network = workspace.Network;
        BackwardRoute route = new(seeds, network.Nodes.Count);
        foreach (int seed in seeds) route.Reached[seed] = true;
        bool[] wants = WantedBelow(network, asked, parameters), kept = [.. asked];
        foreach (Node node in network.Nodes.Reverse())
        {
            if (!route.Reached[node.Index] || !wants[node.Index] || forward.Frame(node.Index) is null) continue;
            if (takers[node.Index] is >= 0 and var taker)
            {
                (route.Reached[taker], route._sources[taker]) = (wants[taker], route._sources[node.Index]);
                continue;
            }

            route.Nodes.Add(node);
            route._places.Add([.. node.Inputs.Select(input => route.PlaceOf(input, wants))]);
            if (overwrites[node.Index] && !kept[route._sources[node.Index]]) route.Overwrite(node, workspace.Shapes, asked, kept);
        }

        return route;
    }

    /// <summary>Memory for every signal; those that are not to be read afterwards share it.</summary>
    /// <returns>The signal of each node; by step, where to write the signals at the node's inputs, and what to add where afterwards.</returns>
    public (Tensor?[] Signals, Tensor?[][] Targets, (Tensor From, Tensor To)[][] Additions) Allocate(IReadOnlyList<Shape> shapes, bool[] readable)
    {
        int[] first = new int[Reached.Length], last = new int[Reached.Length];
        // Seeds are written before the first step; a signal lives until its own node's step, or that of whoever wrote it.
        for (int step = Nodes.Count - 1; step >= 0; step--)
        {
            int source = _sources[Nodes[step].Index];
            last[source] = Math.Max(last[source], step + 1);
            foreach ((int input, Place place) in Nodes[step].Inputs.Zip(_places[step]))
            {
                if (place != Place.Nowhere) last[_sources[input]] = Math.Max(last[_sources[input]], step + 1);
                if (place == Place.First && _sources[input] == input) first[input] = step + 1;
            }
        }

        foreach (int seed in _seeds) first[seed] = 0;
        foreach (int node in Enumerable.Range(0, readable.Length).Where(node => readable[node])) last[_sources[node]] = Lifetime.Forever;
        MemoryPlan plan = new();
        int[] own = [.. Reached.Select((reached, node) => reached && _sources[node] == node ? plan.Add(shapes[node], new(first[node], last[node])) : -1)];
        int[][] added = [.. Nodes.Select((node, step) => node.Inputs.Select((input, i) => _places[step][i] == Place.Added ? plan.Add(shapes[input], new(step + 1, step + 1)) : -1).ToArray())];
        Tensor[] memory = plan.Allocate();
        Tensor?[] signals = [.. Reached.Select((reached, node) => reached ? memory[own[_sources[node]]] : null)];
        return (
            signals,
            [.. Nodes.Select((node, step) => node.Inputs.Select((input, i) => _places[step][i] switch { Place.Nowhere => null, Place.First => signals[input], _ => memory[added[step][i]] }).ToArray())],
            [.. Nodes.Select((node, step) => node.Inputs.Select((input, i) => (i, input)).Where(pair => _places[step][pair.i] == Place.Added)
                .Select(pair => (memory[added[step][pair.i]], signals[pair.input]!)).ToArray())]);
    }

    private Place PlaceOf(int input, bool[] wants)
    {
        if (!wants[input]) return Place.Nowhere;
        if (Reached[input]) return Place.Added;
        Reached[input] = true;
        return Place.First;
    }

    /// <summary>Lets the first input that gets its first signal from a node, and is like it, have it where the node's own lies.</summary>
    private void Overwrite(Node node, IReadOnlyList<Shape> shapes, bool[] asked, bool[] kept)
    {
        int own = _sources[node.Index], place = Array.IndexOf(_places[^1], Place.First);
        if (place < 0 || shapes[node.Inputs[place]] != shapes[node.Index]) return;
        _sources[node.Inputs[place]] = own;
        kept[own] = asked[node.Inputs[place]];
    }

    // A node's signal is wanted if it was asked for, or if something below it was.
    private static bool[] WantedBelow(Network network, bool[] asked, bool parameters)
    {
        bool[] wants = [.. asked];
        foreach (Node node in network.Nodes)
            wants[node.Index] |= node.Inputs.Any(input => wants[input]) || (parameters && node.Layer.ParametersFor(network.InputShapes(node)).Any(spec => spec.Trainable));
        return wants;
    }
}
