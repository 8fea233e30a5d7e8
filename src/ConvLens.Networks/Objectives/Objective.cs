using ConvLens.Networks.Execution;

namespace ConvLens.Networks.Objectives;

/// <summary>A scalar of a trace. Larger is better, always: a loss is an objective with a minus sign.</summary>
/// <remarks>Immutable. <c>+</c>, <c>−</c> and <c>×</c> build new objectives that name themselves.</remarks>
public abstract class Objective
{
    /// <summary>The objective in words, made of its parts' names.</summary>
    public abstract string Name { get; }

    /// <summary>The nodes it reads, which a trace must reach.</summary>
    public abstract IReadOnlyList<string> Nodes { get; }

    /// <summary>Its value, summed over the batch unless its documentation says otherwise.</summary>
    public abstract double Value(Trace trace);

    /// <summary>Adds <paramref name="factor"/> · ∂value/∂activation to the signal at every node it reads.</summary>
    public abstract void Seed(Trace trace, float factor, SignalSeeds seeds);

    /// <summary>The sum of two objectives.</summary>
    public static Objective operator +(Objective left, Objective right) => new WeightedSum(left, 1, right, 1);

    /// <summary>The difference of two objectives.</summary>
    public static Objective operator -(Objective left, Objective right) => new WeightedSum(left, 1, right, -1);

    /// <summary>The same objective with the other sign.</summary>
    public static Objective operator -(Objective objective) => new Scaled(-1, objective);

    /// <summary>A multiple of an objective.</summary>
    public static Objective operator *(float factor, Objective objective) => new Scaled(factor, objective);

    /// <summary>The sum of two objectives.</summary>
    public static Objective Add(Objective left, Objective right) => left + right;

    /// <summary>The difference of two objectives.</summary>
    public static Objective Subtract(Objective left, Objective right) => left - right;

    /// <summary>The same objective with the other sign.</summary>
    public static Objective Negate(Objective objective) => -objective;

    /// <summary>A multiple of an objective.</summary>
    public static Objective Multiply(float factor, Objective objective) => factor * objective;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class Scaled(float factor, Objective inner) : Objective
    {
        public override string Name => factor == -1 ? $"−{inner.Name}" : $"{factor} × {inner.Name}";

        public override IReadOnlyList<string> Nodes => inner.Nodes;

        public override double Value(Trace trace) => factor * inner.Value(trace);

        public override void Seed(Trace trace, float outer, SignalSeeds seeds) => inner.Seed(trace, outer * factor, seeds);
    }

    private sealed class WeightedSum(Objective left, float leftWeight, Objective right, float rightWeight) : Objective
    {
        public override string Name => $"({left.Name} {(rightWeight < 0 ? '−' : '+')} {right.Name})";

        public override IReadOnlyList<string> Nodes => [.. left.Nodes.Union(right.Nodes, StringComparer.Ordinal)];

        public override double Value(Trace trace) => (leftWeight * left.Value(trace)) + (rightWeight * right.Value(trace));

        public override void Seed(Trace trace, float outer, SignalSeeds seeds)
        {
            left.Seed(trace, outer * leftWeight, seeds);
            right.Seed(trace, outer * rightWeight, seeds);
        }
    }
}
