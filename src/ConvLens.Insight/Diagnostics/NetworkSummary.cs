using ConvLens.Compute.Tensors;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Insight.Diagnostics;

/// <summary>A network in numbers.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Nodes">Its nodes in topological order.</param>
public sealed record NetworkSummary(string Model, IReadOnlyList<NodeSummary> Nodes)
{
    /// <summary>Numbers in all parameters.</summary>
    public long Parameters => Nodes.Sum(node => node.Parameters);

    /// <summary>Those of them that an optimizer changes.</summary>
    public long TrainableParameters => Nodes.Sum(node => node.TrainableParameters);

    /// <summary>Multiplications of a forward pass of one sample that come with an addition.</summary>
    public long MultiplyAdds => Nodes.Sum(node => node.MultiplyAdds);

    /// <summary>Its kinds of layers, the one with most parameters first; of equals the one with most multiply-adds, then the one that comes first.</summary>
    public IReadOnlyList<KindSummary> Kinds { get; } =
    [
        .. from node in Nodes
           group node by node.Kind into kind
           let sum = new KindSummary(kind.Key, kind.Count(), kind.Sum(node => node.Parameters), kind.Sum(node => node.TrainableParameters), kind.Sum(node => node.MultiplyAdds))
           orderby sum.Parameters descending, sum.MultiplyAdds descending
           select sum,
    ];

    /// <summary>What part of all parameters a number of them is, 0 to 1.</summary>
    public double ParameterShare(long parameters) => Parameters == 0 ? 0 : (double)parameters / Parameters;

    /// <summary>What part of all multiply-adds a number of them is, 0 to 1.</summary>
    public double MultiplyAddShare(long multiplyAdds) => MultiplyAdds == 0 ? 0 : (double)multiplyAdds / MultiplyAdds;

    /// <summary>Counts a network's nodes.</summary>
    public static NetworkSummary Of(Network network)
    {
        Sight?[] sights = new Sight?[network.Nodes.Count];
        List<NodeSummary> rows = [];
        foreach (Node node in network.Nodes)
        {
            IReadOnlyList<Shape> inputs = network.InputShapes(node);
            IReadOnlyList<ParameterSpec> parameters = node.Layer.ParametersFor(inputs);
            Sight? sight = sights[node.Index] = node.Layer is Input ? new(1, 1) : Sight.Of(node.Layer.Window, [.. node.Inputs.Select(input => sights[input])]);
            rows.Add(new(
                node.Name, node.Layer.Kind, [.. node.Inputs.Select(input => network.Nodes[input].Name)], network.Shapes[node.Index],
                parameters.Sum(spec => (long)spec.Shape.Length), parameters.Where(spec => spec.Trainable).Sum(spec => (long)spec.Shape.Length),
                node.Layer.MultiplyAdds(inputs, network.Shapes[node.Index]), sight is null ? null : (sight.Size.Rows, sight.Size.Columns)));
        }

        return new(network.Name, rows);
    }

    /// <summary>How much input a unit sees, and how far apart neighbouring units look.</summary>
    private sealed record Sight(Extent Size, Extent Step)
    {
        public static Sight? Of(LocalWindow? window, IReadOnlyList<Sight?> inputs)
        {
            if (window is null || inputs.Any(input => input is null)) return null;
            // A constant sees nothing.
            if (inputs.Count == 0) return new(0, 1);
            Extent size = new(inputs.Max(input => input!.Size.Rows), inputs.Max(input => input!.Size.Columns));
            Extent step = new(inputs.Max(input => input!.Step.Rows), inputs.Max(input => input!.Step.Columns));
            return new(
                new(size.Rows + ((window.Size.Rows - 1) * step.Rows), size.Columns + ((window.Size.Columns - 1) * step.Columns)),
                new(step.Rows * window.Stride.Rows, step.Columns * window.Stride.Columns));
        }
    }
}
