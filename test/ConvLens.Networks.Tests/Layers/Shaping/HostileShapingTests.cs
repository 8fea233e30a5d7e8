using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Shaping;

namespace ConvLens.Networks.Tests.Layers.Shaping;

public sealed class HostileShapingTests
{
    private static readonly Dictionary<string, Layer> Definitions = new(StringComparer.Ordinal)
    {
        ["reshape to another length"] = new Reshape([3, 5]),
        ["reshape with nothing left"] = new Reshape([-1, 5]),
        ["reshape that copies an axis too many"] = new Reshape([1, 2, 8, 8, 0]),
        ["reshape with two open extents"] = new Reshape([-1, -1, 8]),
        ["reshape that overflows"] = new Reshape([long.MaxValue, long.MaxValue, -1]),
        ["transpose with an axis twice"] = new Transpose([0, 1, 1, 3]),
        ["transpose with too few axes"] = new Transpose([0, 1]),
        ["transpose of an axis that is not there"] = new Transpose([0, 1, 2, 4]),
        ["expand against the input"] = new Expand([3, 8, 8]),
        ["expand beyond any memory"] = new Expand([1 << 30, 1, 1, 1, 1]),
        ["tile that overflows"] = new Tile([1, long.MaxValue, 2, 2]),
        ["tile to nothing"] = new Tile([1, 0, 1, 1]),
        ["slice with step 0"] = new Slice([0], [1], [1], [0]),
        ["slice of nothing"] = new Slice([2], [1], [1]),
        ["slice with too few ends"] = new Slice([0, 0], [1]),
        ["slice of too many axes"] = new Slice([0, 0, 0, 0, 0], [1, 1, 1, 1, 1]),
        ["gather outside"] = new Gather([2], [1], 1),
        ["gather with too few indices"] = new Gather([0], [2, 2], 1),
        ["gather to nothing"] = new Gather([], [0], 1),
        ["pad that cuts all"] = new Pad([0, 0, -4, 0], [0, 0, -4, 0]),
        ["pad that overflows"] = new Pad([0, 0, long.MaxValue, 0], [0, 0, 0, 0]),
        ["pad beyond any memory"] = new Pad([0, 0, int.MaxValue, 0], [0, 0, 0, int.MaxValue]),
        ["pad with too few margins"] = new Pad([1, 1], [1, 1]),
        ["depth to space with odd channels"] = new DepthToSpace(3),
        ["depth to space with a block that overflows"] = new DepthToSpace(1 << 16),
        ["space to depth with odd pixels"] = new SpaceToDepth(3),
        ["space to depth with block 0"] = new SpaceToDepth(0),
        ["concatenation along an axis that is not there"] = new Concatenation { Axis = 4 },
    };

    public static TheoryData<string> Names => [.. Definitions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Are_refused_with_the_nodes_name(string name)
    {
        NetworkBuilder builder = new NetworkBuilder("n").AddInput("input", [1, 2, 8, 8]).Add("x", Definitions[name]);
        NetworkException error = Assert.Throws<NetworkException>(() => builder.Build());
        Assert.StartsWith("node 'x' (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_definitions_are_equal() => Assert.Equal(new Slice([0, 1], [2, 3], [1, 2], [1, 1]), new Slice([0, 1], [2, 3], [1, 2], [1, 1]));

    [Fact]
    public void Lists_tell_definitions_apart() => Assert.NotEqual(new Transpose([0, 1, 3, 2]), new Transpose([0, 1, 2, 3]));
}
