using ConvLens.Compute.Tensors;
using ConvLens.Networks.Parameters;

namespace ConvLens.Testing.Twins;

/// <summary>The projection of one feature map of LeNet-5 back to the pixels, straight from the words of [zeiler2014].</summary>
/// <remarks>
/// "Unpooling" puts each pooled number back where the switch says its maximum was, "rectification" keeps what is positive, "filtering" is
/// convolution with the transposed filters. No layer of the library takes part; the parameters are those of the zoo's <c>lenet5</c>.
/// </remarks>
public sealed class DeconvnetTwin
{
    private const int ImageSize = 28, KernelSize = 5, FirstPadding = 2, SecondPadding = 0;
    private readonly TwinArray _weight1, _bias1, _weight2, _bias2;

    /// <summary>A projector for LeNet-5 with these parameters.</summary>
    public DeconvnetTwin(ParameterSet parameters)
    {
        (_weight1, _bias1) = (TwinArray.Of(parameters["conv1.weight"]), TwinArray.Of(parameters["conv1.bias"]));
        (_weight2, _bias2) = (TwinArray.Of(parameters["conv2.weight"]), TwinArray.Of(parameters["conv2.bias"]));
    }

    /// <summary>Projects one channel of <c>pool1</c> to a picture [1, 1, 28, 28].</summary>
    /// <param name="image">[1, 1, 28, 28].</param>
    /// <param name="channel">0 … 5.</param>
    /// <param name="strongestOnly">Whether only the map's strongest unit (the first of equal ones) is kept, instead of the whole map.</param>
    public TwinArray ProjectPool1(Tensor image, int channel, bool strongestOnly = false)
    {
        Stage first = Climb(TwinArray.Of(image), _weight1, _bias1, FirstPadding);
        return Descend(OneChannel(first.Pooled, channel, strongestOnly), first, _weight1, FirstPadding, ImageSize);
    }

    /// <summary>Projects one channel of <c>pool2</c> to a picture [1, 1, 28, 28].</summary>
    /// <param name="image">[1, 1, 28, 28].</param>
    /// <param name="channel">0 … 15.</param>
    /// <param name="strongestOnly">Whether only the map's strongest unit (the first of equal ones) is kept, instead of the whole map.</param>
    public TwinArray ProjectPool2(Tensor image, int channel, bool strongestOnly = false)
    {
        Stage first = Climb(TwinArray.Of(image), _weight1, _bias1, FirstPadding);
        Stage second = Climb(first.Pooled, _weight2, _bias2, SecondPadding);
        TwinArray atPool1 = Descend(OneChannel(second.Pooled, channel, strongestOnly), second, _weight2, SecondPadding, first.Pooled.Shape.H);
        return Descend(atPool1, first, _weight1, FirstPadding, ImageSize);
    }

    // Filter, rectify, pool two by two; remember where each maximum was.
    private static Stage Climb(TwinArray maps, TwinArray weight, TwinArray bias, int padding)
    {
        int outputs = weight.Shape[0], channels = weight.Shape[1], size = maps.Shape.H, filtered = size + (2 * padding) - KernelSize + 1;
        TwinArray rectified = new([1, outputs, filtered, filtered]);
        for (int o = 0; o < outputs; o++)
            for (int y = 0; y < filtered; y++)
                for (int x = 0; x < filtered; x++)
                {
                    double sum = bias.Values[o];
                    for (int c = 0; c < channels; c++)
                        for (int i = 0; i < KernelSize; i++)
                            for (int j = 0; j < KernelSize; j++)
                            {
                                int row = y + i - padding, column = x + j - padding;
                                if (row >= 0 && row < size && column >= 0 && column < size) sum += weight[o, c, i, j] * maps[0, c, row, column];
                            }

                    rectified[0, o, y, x] = Math.Max(sum, 0);
                }

        TwinArray pooled = new([1, outputs, filtered / 2, filtered / 2]);
        (int, int)[,,] switches = new (int, int)[outputs, filtered / 2, filtered / 2];
        for (int o = 0; o < outputs; o++)
            for (int y = 0; y < filtered / 2; y++)
                for (int x = 0; x < filtered / 2; x++)
                {
                    pooled[0, o, y, x] = double.NegativeInfinity;
                    for (int row = 2 * y; row < (2 * y) + 2; row++)
                        for (int column = 2 * x; column < (2 * x) + 2; column++)
                            if (rectified[0, o, row, column] > pooled[0, o, y, x])
                                (pooled[0, o, y, x], switches[o, y, x]) = (rectified[0, o, row, column], (row, column));
                }

        return new(pooled, switches, filtered);
    }

    // Unpool by the switches, rectify, filter with the transposed filters.
    private static TwinArray Descend(TwinArray signal, Stage stage, TwinArray weight, int padding, int size)
    {
        int outputs = weight.Shape[0], channels = weight.Shape[1];
        TwinArray unpooled = new([1, outputs, stage.Size, stage.Size]);
        for (int o = 0; o < outputs; o++)
            for (int y = 0; y < signal.Shape.H; y++)
                for (int x = 0; x < signal.Shape.W; x++)
                {
                    (int row, int column) = stage.Switches[o, y, x];
                    unpooled[0, o, row, column] = signal[0, o, y, x];
                }

        TwinArray below = new([1, channels, size, size]);
        for (int o = 0; o < outputs; o++)
            for (int y = 0; y < stage.Size; y++)
                for (int x = 0; x < stage.Size; x++)
                {
                    double kept = Math.Max(unpooled[0, o, y, x], 0);
                    for (int c = 0; c < channels; c++)
                        for (int i = 0; i < KernelSize; i++)
                            for (int j = 0; j < KernelSize; j++)
                            {
                                int row = y + i - padding, column = x + j - padding;
                                if (row >= 0 && row < size && column >= 0 && column < size) below[0, c, row, column] += weight[o, c, i, j] * kept;
                            }
                }

        return below;
    }

    private static TwinArray OneChannel(TwinArray maps, int channel, bool strongestOnly)
    {
        TwinArray result = new(maps.Shape);
        int plane = maps.Shape.H * maps.Shape.W, first = channel * plane, strongest = first;
        for (int i = first; i < first + plane; i++)
            if (maps.Values[i] > maps.Values[strongest]) strongest = i;
        for (int i = first; i < first + plane; i++)
            if (!strongestOnly || i == strongest) result.Values[i] = maps.Values[i];
        return result;
    }

    private sealed record Stage(TwinArray Pooled, (int Row, int Column)[,,] Switches, int Size);
}
