namespace ConvLens.Compute.Tensors;

/// <summary>One piece of memory for many tensors. Who lays them over each other sees to it that only one of them is in use at a time.</summary>
public static class Arena
{
    /// <summary>Floats that an arena may have at most.</summary>
    public static int LargestLength => Array.MaxLength - Tensor.LineFloats;

    /// <summary>Floats that a tensor takes in an arena: whole lines, its slack with them.</summary>
    public static long FloatsFor(Shape shape) => ((long)shape.Length + Tensor.Slack + Tensor.LineFloats - 1) / Tensor.LineFloats * Tensor.LineFloats;

    /// <summary>Tensors over a new arena of so many floats, each from its first float on, which is a multiple of 16.</summary>
    /// <exception cref="ArgumentException">A tensor reaches beyond the arena, or begins within a line.</exception>
    public static Tensor[] Allocate(int floats, IReadOnlyList<(Shape Shape, int First)> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (places.Any(place => place.First < 0 || place.First % Tensor.LineFloats != 0 || place.First + FloatsFor(place.Shape) > floats))
            throw new ArgumentException($"tensors begin at multiples of {Tensor.LineFloats} and fit into {floats} floats with their slack", nameof(places));
        float[] memory = GC.AllocateArray<float>(floats + Tensor.LineFloats, pinned: true);
        int start = Tensor.FloatsToLine(memory);
        return [.. places.Select(place => new Tensor(place.Shape, memory, start + place.First))];
    }
}
