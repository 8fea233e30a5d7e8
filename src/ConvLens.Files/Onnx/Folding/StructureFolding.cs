using ConvLens.Files.Onnx.Values;

namespace ConvLens.Files.Onnx.Folding;

/// <summary>What moves the numbers of small constant arrays without calculating: the rest of the plumbing between shapes.</summary>
internal static class StructureFolding
{
    public static Constant Gather(Operands operands)
    {
        Constant data = operands.Required(0), indices = operands.Required(1);
        int axis = AxisRules.Of(operands.Node.Integer("axis", 0), data.Extents.Length), extent = data.Extents[axis];
        int[] places = [.. indices.Numbers.Select(index => index >= -extent && index < extent ? (int)(index < 0 ? index + extent : index) : throw new OnnxFault($"indices lie between {-extent} and {extent - 1}", $"{index}"))];
        int[] extents = [.. data.Extents[..axis], .. indices.Extents, .. data.Extents[(axis + 1)..]];
        int rank = indices.Extents.Length;
        return Map(data, extents, (index, place) =>
        {
            int at = 0;
            for (int i = 0; i < rank; i++) at = (at * indices.Extents[i]) + index[axis + i];
            for (int i = 0; i < axis; i++) place[i] = index[i];
            place[axis] = places[at];
            for (int i = axis + 1; i < place.Length; i++) place[i] = index[i + rank - 1];
        });
    }

    public static Constant Slice(Operands operands)
    {
        Constant data = operands.Required(0);
        SliceRange[] ranges = SliceRange.Of(operands, data.Extents);
        int[] extents = [.. data.Extents];
        foreach (SliceRange range in ranges) extents[range.Axis] = range.Count;
        return Map(data, extents, (index, place) =>
        {
            index.CopyTo(place, 0);
            foreach (SliceRange range in ranges) place[range.Axis] = range.Start + (index[range.Axis] * range.Step);
        });
    }

    public static Constant Transpose(Operands operands)
    {
        Constant data = operands.Required(0);
        int rank = data.Extents.Length;
        int[] order = operands.Node.Integers("perm") is { } asked ? AxisRules.Of(asked, rank) : [.. Enumerable.Range(0, rank).Reverse()];
        if (order.Length != rank) throw new OnnxFault($"it must order {rank} axes", $"{order.Length}");
        return Map(data, [.. order.Select(axis => data.Extents[axis])], (index, place) =>
        {
            for (int i = 0; i < rank; i++) place[order[i]] = index[i];
        });
    }

    public static Constant Expand(Operands operands)
    {
        Constant data = operands.Required(0);
        return Repeat(data, AxisRules.Broadcast(data.Extents, Extents(operands.Required(1))));
    }

    public static Constant Tile(Operands operands)
    {
        Constant data = operands.Required(0);
        int[] repeats = Extents(operands.Required(1));
        if (repeats.Length != data.Extents.Length) throw new OnnxFault($"it must repeat {data.Extents.Length} axes", $"{repeats.Length}");
        return Repeat(data, [.. data.Extents.Select((extent, axis) => Product(extent, repeats[axis]))]);
    }

    public static Constant Concatenate(Operands operands)
    {
        Constant[] parts = [.. Enumerable.Range(0, Math.Max(1, operands.Count)).Select(operands.Required)];
        int[] first = parts[0].Extents;
        int axis = AxisRules.Of(operands.Node.Integer("axis", 1), first.Length);
        if (parts.Any(part => part.Extents.Length != first.Length || part.Extents.Where((extent, at) => at != axis && extent != first[at]).Any()))
            throw new OnnxFault($"arrays to join must differ in axis {axis} only", string.Join(" and ", parts.Select(part => $"{part}")));
        int[] extents = [.. first];
        extents[axis] = (int)Math.Min(int.MaxValue, parts.Sum(part => (long)part.Extents[axis]));
        double[] numbers = Room(extents);
        int outer = (int)Constant.LengthOf(first.AsSpan(0, axis)), at = 0;
        for (int row = 0; row < outer; row++)
            foreach (Constant part in parts)
            {
                int run = (int)part.Length / outer;
                part.Numbers.AsSpan(row * run, run).CopyTo(numbers.AsSpan(at));
                at += run;
            }

        return new NumberArray(parts[0].Type, extents, numbers);
    }

    /// <summary>The extents that a constant list holds.</summary>
    public static int[] Extents(Constant list) =>
        [.. list.Numbers.Select(extent => extent is >= 0 and <= int.MaxValue ? (int)extent : throw new OnnxFault("extents must lie between 0 and 2³¹ − 1", $"{extent}"))];

    /// <summary>An array for a result, if it is small enough to be calculated with.</summary>
    public static double[] Room(int[] extents) =>
        Constant.LengthOf(extents) is <= Constant.MostNumbers and long length ? new double[length] : throw new OnnxFault($"an array that is calculated with may hold at most {Constant.MostNumbers} numbers", string.Join('×', extents));

    /// <summary>The next index, the last axis fastest.</summary>
    public static void Advance(int[] index, int[] extents)
    {
        for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == extents[axis]; axis--) index[axis] = 0;
    }

    private static int Product(int extent, int repeats) => (int)Math.Min(int.MaxValue, (long)extent * repeats);

    private static NumberArray Repeat(Constant data, int[] extents)
    {
        int missing = extents.Length - data.Extents.Length;
        return Map(data, extents, (index, place) =>
        {
            for (int i = 0; i < place.Length; i++) place[i] = index[missing + i] % data.Extents[i];
        });
    }

    private static NumberArray Map(Constant data, int[] extents, Action<int[], int[]> placeOf)
    {
        double[] numbers = Room(extents);
        int[] index = new int[extents.Length], place = new int[data.Extents.Length];
        for (int at = 0; at < numbers.Length; at++, Advance(index, extents))
        {
            placeOf(index, place);
            int from = 0;
            for (int axis = 0; axis < place.Length; axis++) from = (from * data.Extents[axis]) + place[axis];
            numbers[at] = data.Numbers[from];
        }

        return new(data.Type, extents, numbers);
    }
}
