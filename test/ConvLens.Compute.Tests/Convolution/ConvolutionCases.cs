using ConvLens.Compute.Convolution;

namespace ConvLens.Compute.Tests.Convolution;

/// <summary>Geometries that every convolution kernel is tried on.</summary>
public static class ConvolutionCases
{
    private static readonly Dictionary<string, ConvolutionGeometry> ByName = Build();

    public static TheoryData<string> Names => [.. ByName.Keys];

    public static IEnumerable<ConvolutionGeometry> Geometries => ByName.Values;

    public static ConvolutionGeometry Named(string name) => ByName[name];

    private static Dictionary<string, ConvolutionGeometry> Build()
    {
        Dictionary<string, ConvolutionGeometry> cases = new(StringComparer.Ordinal)
        {
            ["one pixel, one tap"] = new([1, 1, 1, 1], 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["pointwise"] = new([2, 5, 3, 4], 7, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["same size"] = new([2, 3, 6, 7], 4, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            ["lenet conv1"] = new([1, 1, 28, 28], 6, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1),
            ["stride 2"] = new([2, 3, 9, 8], 5, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
            ["stride beyond the kernel"] = new([1, 2, 11, 10], 3, 2, 2, 4, 3, 0, 0, 0, 0, 1, 1, 1),
            ["strides that differ"] = new([1, 2, 9, 11], 3, 3, 2, 1, 3, 0, 1, 2, 0, 1, 1, 1),
            ["padding on one side each"] = new([1, 2, 5, 6], 3, 3, 3, 1, 1, 0, 2, 1, 0, 1, 1, 1),
            ["padding wider than the kernel"] = new([1, 2, 3, 3], 3, 2, 2, 1, 1, 4, 3, 2, 5, 1, 1, 1),
            ["dilation"] = new([2, 3, 9, 10], 4, 3, 3, 1, 1, 2, 1, 2, 1, 2, 3, 1),
            ["dilation by rows only"] = new([1, 3, 9, 7], 4, 3, 3, 1, 1, 2, 1, 2, 1, 2, 1, 1),
            ["dilation and stride"] = new([1, 2, 12, 13], 3, 3, 2, 2, 3, 1, 0, 0, 2, 3, 2, 1),
            ["column kernel"] = new([1, 3, 8, 5], 4, 5, 1, 1, 1, 2, 0, 2, 0, 1, 1, 1),
            ["row kernel"] = new([1, 3, 5, 8], 4, 1, 7, 1, 1, 0, 3, 0, 3, 1, 1, 1),
            ["dilated column kernel"] = new([1, 3, 9, 4], 4, 3, 1, 1, 1, 0, 0, 0, 0, 3, 5, 1),
            ["kernel as large as the picture"] = new([3, 2, 5, 4], 6, 5, 4, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["two groups"] = new([2, 6, 5, 6], 4, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2),
            ["groups of many outputs"] = new([1, 4, 4, 5], 80, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2),
            ["depthwise"] = new([2, 5, 6, 5], 5, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 5),
            ["depthwise with multiplier, stride, dilation"] = new([1, 3, 9, 9], 6, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 3),
            ["depthwise beyond one register"] = new([2, 37, 9, 8], 37, 3, 3, 1, 2, 1, 0, 2, 1, 2, 1, 37),
            ["depthwise with interior and margins"] = new([2, 19, 7, 13], 19, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 19),
            ["depthwise of large stride, all inside"] = new([1, 16, 9, 23], 16, 3, 2, 2, 3, 0, 0, 0, 0, 1, 1, 16),
            ["depthwise with padding wider than the picture"] = new([1, 17, 3, 2], 17, 2, 5, 1, 1, 3, 6, 2, 7, 1, 1, 17),
            ["pointwise, several blocks and depths"] = new([1, 150, 13, 17], 50, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["pointwise, 49 pixels"] = new([1, 20, 7, 7], 100, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["pointwise, stride 2"] = new([1, 20, 9, 8], 40, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1),
            ["first layer, 7×7"] = new([1, 3, 21, 18], 30, 7, 7, 2, 2, 3, 3, 3, 3, 1, 1, 1),
            ["rows for several bands"] = new([1, 2, 41, 5], 3, 5, 3, 1, 1, 2, 1, 2, 1, 1, 1, 1),
            ["bands and stride"] = new([2, 1, 50, 3], 2, 4, 2, 3, 1, 1, 0, 2, 1, 2, 1, 1),
            ["a batch of many chunks"] = new([37, 2, 4, 3], 3, 2, 2, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["large kernel, one output"] = new([2, 3, 23, 70], 1, 7, 9, 1, 1, 0, 3, 2, 1, 1, 1, 1),
            ["large kernel, five outputs"] = new([2, 1, 20, 61], 5, 8, 8, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["wide rows, eight outputs"] = new([1, 2, 12, 99], 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            ["a batch of sixteens and some, six outputs"] = new([39, 1, 12, 13], 6, 5, 5, 1, 1, 2, 2, 2, 2, 1, 1, 1),
            ["a batch of sixteens and eight, eight outputs"] = new([24, 2, 9, 16], 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            ["a batch's signal, wider than its picture"] = new([16, 16, 6, 5], 6, 5, 5, 1, 1, 4, 4, 4, 4, 1, 1, 1),
            ["a batch of seventeen, one output"] = new([17, 5, 20, 9], 1, 4, 7, 1, 1, 3, 0, 1, 6, 1, 1, 1),
            ["depthwise, three taps a row, several ranges of channels"] = new([1, 130, 9, 11], 130, 3, 3, 1, 2, 1, 1, 1, 1, 1, 1, 130),
            ["pointwise, a panel and half of the next"] = new([1, 19, 11, 9], 24, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["pointwise, two panels and half of a third"] = new([1, 21, 3, 5], 40, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["pointwise, less than half of a second panel"] = new([1, 6, 5, 5], 19, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["a patch of runs of odd length to 24"] = new([2, 3, 13, 12], 24, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1),
            ["two pixels to many outputs"] = new([1, 30, 1, 2], 57, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1),
            ["eights to one output"] = new([3, 8, 13, 12], 1, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            ["eights to two outputs, more pixels than an item"] = new([3, 16, 19, 17], 2, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            ["eights to three outputs, stride and dilation"] = new([2, 24, 17, 14], 3, 3, 2, 2, 3, 2, 1, 1, 2, 2, 4, 1),
            ["eights to four outputs, padding wider than the kernel"] = new([2, 8, 9, 11], 4, 2, 2, 1, 1, 4, 3, 2, 5, 1, 1, 1),
            ["runs of eights of few channels"] = new([2, 2, 9, 13], 3, 5, 4, 1, 2, 2, 0, 1, 3, 1, 1, 1),
            ["eights to two outputs, lines too long for a near cache"] = new([1, 64, 9, 61], 2, 5, 3, 1, 1, 2, 1, 2, 1, 1, 1, 1),
            ["pairs of pixels"] = new([3, 2, 11, 16], 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
            ["pairs of pixels, stride and dilation by rows"] = new([2, 3, 17, 19], 8, 3, 3, 2, 2, 2, 1, 1, 1, 2, 1, 1),
            ["pairs of pixels, a column behind the last"] = new([2, 9, 12, 16], 8, 2, 5, 3, 3, 1, 2, 0, 2, 1, 1, 1),
            ["more pixels than an item"] = new([1, 2, 17, 19], 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1),
        };

        // Every tail of channels and of outputs, against each other so that both run through all remainders.
        for (int tail = 1; tail <= 67; tail++)
            cases[$"{tail} channels to {68 - tail} outputs"] = new([1, tail, 4, 5], 68 - tail, 2, 3, 1, 1, 0, 1, 1, 0, 1, 1, 1);
        return cases;
    }
}
