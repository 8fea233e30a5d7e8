using ConvLens.Compute.Tensors;

namespace ConvLens.Networks.Execution.Plans;

/// <summary>Gives buffers whose lifetimes do not overlap the same memory: the largest first, each at the lowest place that is free for its whole life.</summary>
internal sealed class MemoryPlan
{
    private readonly List<(Shape Shape, Lifetime Life)> _buffers = [];

    /// <summary>Asks for a buffer; its number is the order of asking.</summary>
    public int Add(Shape shape, Lifetime life)
    {
        _buffers.Add((shape, life));
        return _buffers.Count - 1;
    }

    /// <summary>One tensor for each buffer, in the order of asking.</summary>
    public Tensor[] Allocate()
    {
        long[] places = Place(out long total);
        if (total > Arena.LargestLength) return [.. _buffers.Select(buffer => new Tensor(buffer.Shape))];
        return Arena.Allocate((int)total, [.. _buffers.Select((buffer, i) => (buffer.Shape, (int)places[i]))]);
    }

    /// <summary>The first float of every buffer, and how many floats they take together.</summary>
    internal long[] Place(out long total)
    {
        long[] places = new long[_buffers.Count];
        List<int> placed = [];
        total = 0;
        foreach (int buffer in Enumerable.Range(0, places.Length).OrderByDescending(i => _buffers[i].Shape.Length))
        {
            long place = 0, size = Size(buffer);
            foreach (int other in placed.Where(other => _buffers[other].Life.Overlaps(_buffers[buffer].Life)).OrderBy(other => places[other]))
            {
                if (place + size <= places[other]) break;
                place = Math.Max(place, places[other] + Size(other));
            }

            places[buffer] = place;
            placed.Add(buffer);
            total = Math.Max(total, place + size);
        }

        return places;
    }

    private long Size(int buffer) => Arena.FloatsFor(_buffers[buffer].Shape);
}
