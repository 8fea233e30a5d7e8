using ConvLens.Compute.Tensors;
using ConvLens.Networks.Execution;
using ConvLens.Networks.Graph;
using ConvLens.Networks.Layers;
using ConvLens.Networks.Layers.Shaping;
using ConvLens.Networks.Parameters;
using ConvLens.Testing;
using ConvLens.Testing.Gradients;
using ConvLens.Testing.Networks;
using ConvLens.Testing.Twins;

namespace ConvLens.Networks.Tests.Layers.Shaping;

/// <summary>Moving numbers rounds nothing: outputs are the twin's exactly, gradients those of central differences, at the declared batch and at another.</summary>
public sealed class ShapingTests
{
    private static readonly Dictionary<string, (Layer Layer, Shape Input)> Layers = new(StringComparer.Ordinal)
    {
        ["reshape of vectors"] = (new Reshape([0, 3, -1]) { KeepBatch = true }, [2, 12]),
        ["reshape of maps to volumes"] = (new Reshape([2, 2, 3, -1, 5]) { KeepBatch = true }, [2, 6, 4, 5]),
        ["reshape of volumes to maps"] = (new Reshape([0, -1, 4, 5]), [2, 2, 3, 4, 5]),
        ["reshape of maps to maps"] = (new Reshape([0, 5, -1, 2]), [2, 6, 5, 4]),
        ["reshape of maps over the batch"] = (new Reshape([-1, 4]), [2, 6, 4, 5]),
        ["reshape to the same"] = (new Reshape([0, 0, 0, 0]), [2, 6, 4, 5]),
        ["reshape to one axis"] = (new Reshape([-1]), [2, 3, 4, 5]),
        ["transpose of a matrix"] = (new Transpose([1, 0]), [2, 7]),
        ["transpose to channels first"] = (new Transpose([0, 3, 1, 2]), [2, 3, 4, 5]),
        ["transpose to channels last"] = (new Transpose([0, 2, 3, -3]), [2, 3, 4, 5]),
        ["transpose of six axes"] = (new Transpose([0, 1, 4, 2, 5, 3]), [2, 2, 3, 2, 3, 2]),
        ["transpose of nothing"] = (new Transpose([0, 1, 2, 3]), [2, 3, 4, 5]),
        ["expand of channels"] = (new Expand([1, 3, 4, 5]), [2, 3, 1, 1]),
        ["expand with new axes"] = (new Expand([2, 3, 4, 5]), [4, 1]),
        ["expand of the batch"] = (new Expand([7, 1, 3]) { KeepBatch = true }, [2, 4, 1]),
        ["expand of one number to many"] = (new Expand([6, 5, 4]), [1]),
        ["tile of maps"] = (new Tile([1, 2, 3, 1]), [2, 3, 2, 5]),
        ["tile of the batch"] = (new Tile([3, 2]), [2, 5]),
        ["tile of wide maps"] = (new Tile([1, 1, 2, 2]), [2, 33, 2, 3]),
        ["slice of channels"] = (new Slice([1], [3], [1]), [2, 5, 3, 4]),
        ["slice of pixels with steps"] = (new Slice([0, 1], [long.MaxValue, -1], [2, -1], [2, 3]), [2, 3, 5, 9]),
        ["slice backwards"] = (new Slice([-1, 4], [long.MinValue, 0], [1, 3], [-1, -2]), [2, 3, 2, 5]),
        ["slice of the batch's outermost axes"] = (new Slice([0, 1], [1000, 4]), [2, 5, 3]),
        ["gather of rows"] = (new Gather([1, 0, -1, 1], [4], 2), [2, 3, 4, 5]),
        ["gather of one channel"] = (new Gather([-1], [], 1), [2, 3, 4, 5]),
        ["gather with a matrix of indices"] = (new Gather([0, 2, 2, 1, 0, 0], [2, 3], -1), [2, 4, 3]),
        ["gather to six axes"] = (new Gather([0, 2, 2, 1], [2, 2, 1], 1), [2, 3, 4, 5]),
        ["pad of pixels"] = (new Pad([0, 0, 1, 2], [0, 0, 3, 0]) { Value = 1.5f }, [2, 3, 4, 5]),
        ["pad that cuts"] = (new Pad([0, 1, -1], [0, -2, 2]), [2, 5, 4]),
        ["pad by reflection"] = (new Pad([0, 0, 3, 2], [0, 0, 2, 9]) { Mode = PadMode.Reflect }, [2, 3, 4, 3]),
        ["pad by the edge"] = (new Pad([0, 1, 3, 2], [0, 0, 2, 4]) { Mode = PadMode.Edge }, [2, 17, 4, 3]),
        ["pad by wrapping around"] = (new Pad([0, 0, 5, 2], [0, 0, 2, 4]) { Mode = PadMode.Wrap }, [2, 3, 4, 3]),
        ["depth to space"] = (new DepthToSpace(2), [2, 12, 3, 4]),
        ["depth to space, pixel shuffle"] = (new DepthToSpace(3) { Mode = DepthToSpaceMode.ColumnRowDepth }, [2, 18, 3, 2]),
        ["space to depth"] = (new SpaceToDepth(2), [2, 3, 4, 6]),
        ["concatenation of one"] = (new Concatenation { Axis = -1 }, [2, 3, 4]),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Outputs_are_the_twins_and_gradients_hold(string name)
    {
        foreach (int batch in (int[])[Layers[name].Input.N, name == "expand with new axes" ? 4 : Layers[name].Input.N == 1 ? 1 : 3])
        {
            Network network = Network(name);
            GradientCheck.AssertHolds(network, new([]), TinyNetworks.Inputs(network, batch), 1e-6);
            IReadOnlyDictionary<string, Tensor> inputs = TinyNetworks.Inputs(network, batch);
            Tolerance.AssertExact(
                new TwinNetwork(network).Forward(new Dictionary<string, TwinArray>(), new Dictionary<string, TwinArray> { ["input"] = TwinArray.Of(inputs["input"]) })["layer"],
                new Executor(network, batch, Schedulers.One).Forward(new ParameterSet([]), inputs)["layer"]);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_scheduler_gives_the_same_bits(string name)
    {
        Network network = Network(name);
        Schedulers.AssertSameBits(scheduler =>
        {
            Executor executor = new(network, Layers[name].Input.N, scheduler);
            Trace trace = executor.Forward(new ParameterSet([]), Numbers.Uniform(Layers[name].Input, "input"));
            Signals signals = executor.Backward(trace, new LinearObjective("layer", Numbers.Uniform(trace["layer"].Shape, "weights")));
            return [.. trace["layer"].ToLogical(), .. signals["input"].ToLogical()];
        });
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(-1)]
    public void Inputs_join_along_any_axis(int axis)
    {
        int[] Extents(int extent)
        {
            int[] extents = [2, 3, 4, 5];
            extents[(axis + 4) % 4] = extent;
            return extents;
        }

        // Axis 0 of the parts is the batch of none of them.
        Network network = new NetworkBuilder("join").AddFixedInput("a", new(Extents(1))).AddFixedInput("b", new(Extents(4))).AddFixedInput("c", new(Extents(2)))
            .Add("layer", new Concatenation { Axis = axis }, "a", "b", "c", "b").Build();
        GradientCheck.AssertHolds(network, new([]), TinyNetworks.Inputs(network, 1), 1e-6);
    }

    private static Network Network(string name) => new NetworkBuilder(name).AddInput("input", Layers[name].Input).Add("layer", Layers[name].Layer).Build();
}
