using ConvLens.Compute.Tensors;

namespace ConvLens.Testing.Twins;

/// <summary>Windows and kernels over any number of spatial axes, one position at a time.</summary>
public static class VolumeTwin
{
    /// <summary>A function of each window's numbers and of how many of its taps lie inside the padding.</summary>
    public static TwinArray Windows(TwinArray x, Shape output, IReadOnlyList<int> kernel, IReadOnlyList<int> stride, IReadOnlyList<int> before, IReadOnlyList<int> after, IReadOnlyList<int> dilation, Func<List<(double Value, int[] Place)>, int, double> of)
    {
        Shape taps = new([.. kernel]);
        return TwinIndex.Build(output, at =>
        {
            List<(double, int[])> inside = [];
            int padded = 0;
            for (int tap = 0; tap < taps.Length; tap++)
            {
                int[] offset = TwinIndex.Position(taps, tap), place = [at[0], at[1], .. kernel.Select((_, i) => (at[i + 2] * stride[i]) - before[i] + (offset[i] * dilation[i]))];
                if (kernel.Select((_, i) => place[i + 2] < x.Shape[i + 2] + after[i]).All(yes => yes)) padded++;
                if (kernel.Select((_, i) => place[i + 2] >= 0 && place[i + 2] < x.Shape[i + 2]).All(yes => yes)) inside.Add((x.At(place), place));
            }

            return of(inside, padded);
        });
    }

    /// <summary>y[n, o, place] += w · x over all products of a cross-correlation; with <paramref name="transposed"/> the same products from output to input.</summary>
    public static TwinArray Correlate(
        TwinArray x, TwinArray weight, TwinArray? bias, Shape output, int groups, IReadOnlyList<int> stride, IReadOnlyList<int> before, IReadOnlyList<int> dilation, bool transposed)
    {
        TwinArray result = new(output);
        // Large is the side that the kernel moves over, small the one with one number a place.
        (Shape large, Shape small) = transposed ? (output, x.Shape) : (x.Shape, output);
        int spatial = output.Rank - 2, plane = result.Values.Length / output[0] / output[1];
        for (int i = 0; bias is not null && i < result.Values.Length; i++) result.Values[i] = bias.Values[i / plane % output[1]];
        for (int s = 0; s < small.Length; s++)
        {
            int[] place = TwinIndex.Position(small, s);
            int taps = weight.Values.Length / weight.Shape[0];
            for (int w = place[1] * taps; w < (place[1] + 1) * taps; w++)
            {
                int[] tap = TwinIndex.Position(weight.Shape, w);
                int[] other = [place[0], (place[1] / (small[1] / groups) * (large[1] / groups)) + tap[1], .. Enumerable.Range(0, spatial).Select(i => (place[i + 2] * stride[i]) - before[i] + (tap[i + 2] * dilation[i]))];
                if (Enumerable.Range(2, spatial).Any(axis => other[axis] < 0 || other[axis] >= large[axis])) continue;
                int l = TwinIndex.Flat(large, other);
                if (transposed) result.Values[l] += weight.Values[w] * x.Values[s];
                else result.Values[s] += weight.Values[w] * x.Values[l];
            }
        }

        return result;
    }
}
