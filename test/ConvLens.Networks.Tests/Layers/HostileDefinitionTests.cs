using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;

namespace ConvLens.Networks.Tests.Layers;

/// <summary>Definitions that a damaged or malicious model file may hold must be refused with the node's name before any memory is taken.</summary>
public sealed class HostileDefinitionTests
{
    private static readonly Dictionary<string, Layer> Definitions = new(StringComparer.Ordinal)
    {
        ["convolution with stride 0"] = new Convolution(2, 3) { Stride = 0 },
        ["convolution with a negative stride"] = new Convolution(2, 3) { Stride = new Extent(1, -1) },
        ["convolution with dilation 0"] = new Convolution(2, 3) { Dilation = 0 },
        ["convolution with a negative dilation"] = new Convolution(2, 3) { Dilation = -1 },
        ["convolution with kernel 0"] = new Convolution(2, 0),
        ["convolution with a negative kernel"] = new Convolution(2, new Extent(3, -3)),
        ["convolution with negative padding"] = new Convolution(2, 3) { Padding = new Margins(0, -1, 0, 0) },
        ["convolution with padding that overflows"] = new Convolution(2, 3) { Padding = int.MaxValue },
        ["convolution with padding beyond any memory"] = new Convolution(2, 3) { Padding = 1 << 28, Stride = 1 << 28 },
        ["convolution with a dilation that overflows"] = new Convolution(2, 3) { Dilation = int.MaxValue },
        ["convolution without outputs"] = new Convolution(0, 3),
        ["convolution with negative outputs"] = new Convolution(-2, 3),
        ["convolution with groups 0"] = new Convolution(2, 3) { Groups = 0 },
        ["convolution with too many weights"] = new Convolution(1 << 24, 8),
        ["dense without outputs"] = new Dense(0),
        ["max pooling with stride 0"] = new MaxPooling(2) { Stride = 0 },
        ["max pooling with a negative stride"] = new MaxPooling(2) { Stride = new Extent(-1, 1) },
        ["max pooling with window 0"] = new MaxPooling(0),
        ["average pooling with stride 0"] = new AveragePooling(2) { Stride = 0 },
        ["average pooling with negative padding"] = new AveragePooling(2) { Padding = -1 },
        ["average pooling with a window that overflows"] = new AveragePooling(int.MaxValue) { Padding = int.MaxValue - 1 },
        ["unflatten that overflows"] = new Unflatten(1 << 16, 1 << 16, 2),
        ["unflatten that wraps around to the right length"] = new Unflatten(1 << 30, 1 << 2, (1 << 30) + 8),
        ["unflatten of negative extents"] = new Unflatten(-2, -4, 1),
        ["unflatten of nothing"] = new Unflatten(0, 8, 1),
        ["dropout of nothing known"] = new Dropout(float.NaN),
    };

    public static TheoryData<string> Names => [.. Definitions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Are_refused_with_the_nodes_name(string name)
    {
        NetworkBuilder builder = new NetworkBuilder("n").AddInput("input", name.StartsWith("dense", StringComparison.Ordinal) || name.StartsWith("unflatten", StringComparison.Ordinal) ? [1, 8] : [1, 2, 8, 8]).Add("x", Definitions[name]);
        NetworkException error = Assert.Throws<NetworkException>(() => builder.Build());
        Assert.StartsWith("node 'x' (", error.Message, StringComparison.Ordinal);
    }
}
