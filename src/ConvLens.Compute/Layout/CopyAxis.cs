namespace ConvLens.Compute.Layout;

/// <summary>One axis of an <see cref="IndexedCopy"/>: how far each of its positions lies from the first number, on either side.</summary>
/// <param name="Sources">Offsets into the source; −1 where a position lies outside of it.</param>
/// <param name="Targets">Offsets into the target, all different.</param>
public sealed record CopyAxis(IReadOnlyList<int> Sources, IReadOnlyList<int> Targets)
{
    /// <summary>Neighbours stay neighbours: <paramref name="count"/> positions, evenly apart on both sides. A source stride of 0 repeats one number.</summary>
    public static CopyAxis Even(int count, int sourceStride, int targetStride) => new(Steps(count, sourceStride), Steps(count, targetStride));

    /// <summary>Position i of the target is position <c>indices[i]</c> of the source, or lies outside if that is −1.</summary>
    public static CopyAxis Picked(IEnumerable<int> indices, int sourceStride, int targetStride)
    {
        int[] sources = [.. indices.Select(index => index < 0 ? -1 : index * sourceStride)];
        return new(sources, Steps(sources.Length, targetStride));
    }

    private static int[] Steps(int count, int stride)
    {
        int[] steps = new int[count];
        for (int i = 1; i < count; i++) steps[i] = i * stride;
        return steps;
    }
}
