using ConvLens.Networks.Layers.Geometry;

namespace ConvLens.Testing.Twins;

/// <summary>Resizing one axis after the other, position by position, as ONNX's operator definition has it.</summary>
public static class ResizeTwin
{
    /// <summary>The resized array.</summary>
    public static TwinArray Forward(Resize layer, TwinArray x)
    {
        int rank = x.Shape.Rank;
        int[] named = layer.Axes.Count > 0 ? [.. layer.Axes.Select(axis => (axis + rank) % rank)] : [.. Enumerable.Range(0, rank)];
        double[] scales = [.. named.Select((axis, i) => layer.Scales.Count > 0 ? layer.Scales[i] : (double)layer.Sizes[i] / x.Shape[axis])];
        if (layer.Policy != AspectPolicy.Stretch) Array.Fill(scales, layer.Policy == AspectPolicy.NotLarger ? scales.Min() : scales.Max());
        TwinArray result = x;
        for (int i = 0; i < named.Length; i++)
        {
            int extent = x.Shape[named[i]];
            int size = layer.Policy != AspectPolicy.Stretch ? (int)Math.Floor((scales[i] * extent) + 0.5) : layer.Scales.Count > 0 ? (int)Math.Floor(layer.Scales[i] * extent) : (int)layer.Sizes[i];
            (double, double) region = layer.Region.Count > 0 ? (layer.Region[i], layer.Region[i + named.Length]) : (0, 1);
            result = Along(layer, result, named[i], size, scales[i], region);
        }

        return result;
    }

    private static TwinArray Along(Resize layer, TwinArray x, int axis, int size, double scale, (double Start, double End) region)
    {
        int extent = x.Shape[axis];
        int[] extents = x.Shape.Extents();
        extents[axis] = size;
        return TwinIndex.Build(new(extents), at =>
        {
            double place = Place(layer.Coordinates, at[axis], extent, size, scale, region);
            if (layer.Coordinates == ResizeCoordinates.TfCropAndResize && (place < 0 || place > extent - 1)) return layer.ExtrapolationValue;
            double sum = 0, weights = 0;
            double reach = (2 / Math.Min(scale, 1)) + 1;
            for (int i = (int)Math.Floor(place - reach); i < place + reach; i++)
            {
                double weight = Weight(layer, i, place, scale);
                if (layer.ExcludeOutside && (i < 0 || i >= extent)) weight = 0;
                int[] from = [.. at];
                from[axis] = Math.Clamp(i, 0, extent - 1);
                sum += weight * x.At(from);
                weights += weight;
            }

            return sum / weights;
        });
    }

    private static double Place(ResizeCoordinates coordinates, int i, int extent, int size, double scale, (double Start, double End) region)
    {
        double length = scale * extent;
        return coordinates switch
        {
            ResizeCoordinates.HalfPixelSymmetric => (extent / 2.0 * (1 - (size / length))) + ((i + 0.5) / scale) - 0.5,
            ResizeCoordinates.PytorchHalfPixel when length == 1 => -0.5,
            ResizeCoordinates.AlignCorners => length == 1 ? 0 : i * (extent - 1) / (length - 1),
            ResizeCoordinates.Asymmetric => i / scale,
            ResizeCoordinates.TfHalfPixelForNearest => (i + 0.5) / scale,
            ResizeCoordinates.TfCropAndResize => size == 1 ? 0.5 * (region.Start + region.End) * (extent - 1) : (region.Start * (extent - 1)) + (i * (region.End - region.Start) * (extent - 1) / (size - 1)),
            _ => ((i + 0.5) / scale) - 0.5,
        };
    }

    private static double Weight(Resize layer, int i, double place, double scale)
    {
        double a = layer.CubicCoefficient, d = Math.Abs(i - place) * (layer.Antialias && scale < 1 ? scale : 1);
        return layer.Interpolation switch
        {
            Interpolation.Linear => Math.Max(0, 1 - d),
            Interpolation.Cubic => d <= 1 ? ((a + 2) * d * d * d) - ((a + 3) * d * d) + 1 : d < 2 ? (a * d * d * d) - (5 * a * d * d) + (8 * a * d) - (4 * a) : 0,
            _ => layer.Rounding switch
            {
                NearestRounding.Floor => i == Math.Floor(place) ? 1 : 0,
                NearestRounding.Ceil => i == Math.Ceiling(place) ? 1 : 0,
                NearestRounding.RoundPreferFloor => i - place is > -0.5 - 1e-12 and < 0.5 - 1e-12 ? 1 : 0,
                _ => i - place is > -0.5 + 1e-12 and <= 0.5 + 1e-12 ? 1 : 0,
            },
        };
    }
}
